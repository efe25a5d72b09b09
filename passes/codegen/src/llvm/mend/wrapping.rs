//! Replaces a function of the LLVM library that says wrong things of counters that wrap, in this process,
//! before LLVM works.
//!
//! When LLVM vectorises a loop it may assume that a counter does not wrap in its type, and checks that before
//! the loop. Assumptions that follow from others are left out, and `SCEVWrapPredicate::implies` says which:
//! in LLVM 21 and 22 also "a counter of 2 bits does not wrap, because one of 32 bits does not" (llvm-project
//! #215690, mended in 23.1). So the check for `table[i & 3]` is missing as soon as the loop has another
//! address, and the table is read as if it went on. What LLVM makes of the loop is right in all else; so the
//! one wrong answer is mended, and all loops are vectorised as before. (Other ways, and what they miss or
//! cost: docs/LLVM.md.)
//!
//! The function is virtual, so its address stands in the class's table, which is where it is replaced: if the
//! table holds it just once, as it does in the versions of LLVM that we accept. Otherwise nothing is touched,
//! and loops are not vectorised.

use std::ffi::{CStr, c_void};
use std::sync::OnceLock;

use rustix::mm::{MprotectFlags, mprotect};

/// Whether LLVM's loop vectoriser can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::llvm) enum LoopVectoriser {
    Mended,
    /// This library is not as we know it.
    Wrong,
}

/// Mends the library, the first time; to be called before LLVM works.
pub(in crate::llvm) fn loop_vectoriser() -> LoopVectoriser {
    static STATE: OnceLock<LoopVectoriser> = OnceLock::new();
    *STATE.get_or_init(|| match replace_implies() {
        Some(()) => LoopVectoriser::Mended,
        None => LoopVectoriser::Wrong,
    })
}

/// `bool SCEVWrapPredicate::implies(const SCEVPredicate *, ScalarEvolution &) const`, as the Itanium C++ ABI
/// calls it.
type Implies = unsafe extern "C" fn(*const c_void, *const c_void, *const c_void) -> bool;
/// `const SCEVAddRecExpr *SCEVWrapPredicate::getExpr() const`
type GetExpr = unsafe extern "C" fn(*const c_void) -> *const c_void;
/// `Type *SCEV::getType() const`
type GetType = unsafe extern "C" fn(*const c_void) -> *const c_void;

/// What the replacement calls.
struct Library {
    /// What the first word of an object of the class is.
    class: *const c_void,
    implies: Implies,
    expression: GetExpr,
    type_of: GetType,
}

// SAFETY: addresses of code and constants of a library that is never unloaded.
unsafe impl Send for Library {}
// SAFETY: the same.
unsafe impl Sync for Library {}

static LIBRARY: OnceLock<Library> = OnceLock::new();

const TABLE: &CStr = c"_ZTVN4llvm17SCEVWrapPredicateE";
const IMPLIES: &CStr =
    c"_ZNK4llvm17SCEVWrapPredicate7impliesEPKNS_13SCEVPredicateERNS_15ScalarEvolutionE";
const GET_EXPR: &CStr = c"_ZNK4llvm17SCEVWrapPredicate7getExprEv";
const GET_TYPE: &CStr = c"_ZNK4llvm4SCEV7getTypeEv";

/// Words of a table before its first function (Itanium C++ ABI, "Virtual Table Layout"), and how many
/// functions the class has.
const BEFORE_FUNCTIONS: usize = 2;
const FUNCTIONS: usize = 4;

fn replace_implies() -> Option<()> {
    let table = symbol(TABLE)?.cast::<*const c_void>().cast_mut();
    let implies = symbol(IMPLIES)?;
    // SAFETY: the table of a class with this many virtual functions lies there, in memory that stays mapped.
    let words = unsafe { std::slice::from_raw_parts(table, BEFORE_FUNCTIONS + FUNCTIONS) };
    let mut places = (BEFORE_FUNCTIONS..words.len()).filter(|&place| words[place] == implies);
    let (Some(place), None) = (places.next(), places.next()) else { return None };
    // SAFETY: these symbols are functions of these types: their mangled names say so, but for the result,
    // which is the same in all versions that we accept.
    let library = unsafe {
        Library {
            class: table.add(BEFORE_FUNCTIONS).cast::<c_void>(),
            implies: std::mem::transmute::<*const c_void, Implies>(implies),
            expression: std::mem::transmute::<*const c_void, GetExpr>(symbol(GET_EXPR)?),
            type_of: std::mem::transmute::<*const c_void, GetType>(symbol(GET_TYPE)?),
        }
    };
    LIBRARY.set(library).ok()?;
    // SAFETY: within the table.
    let slot = unsafe { table.add(place) };
    write_protected(slot, implies_of_one_type as Implies as *const c_void)
}

/// Writes a word where relocations were written once and which is read-only since.
fn write_protected(slot: *mut *const c_void, value: *const c_void) -> Option<()> {
    let page_size = rustix::param::page_size();
    let page = slot.map_addr(|address| address & !(page_size - 1)).cast::<c_void>();
    // SAFETY: the page is mapped, privately, and holds nothing but data; nobody has called LLVM yet, so
    // nobody reads the word now.
    unsafe {
        mprotect(page, page_size, MprotectFlags::READ | MprotectFlags::WRITE).ok()?;
        slot.write(value);
        mprotect(page, page_size, MprotectFlags::READ).ok()
    }
}

/// The address of a symbol of the libraries of this process.
fn symbol(name: &CStr) -> Option<*const c_void> {
    // SAFETY: a plain look-up of a name that ends with 0.
    let address = unsafe { libc::dlsym(libc::RTLD_DEFAULT, name.as_ptr()) };
    (!address.is_null()).then_some(address.cast_const())
}

/// Asks LLVM's own function only about counters of one type; what one of another type does, says nothing.
unsafe extern "C" fn implies_of_one_type(
    this: *const c_void,
    other: *const c_void,
    evolution: *const c_void,
) -> bool {
    let library = LIBRARY.get().expect("set before this can be called");
    // SAFETY: LLVM calls this as it would have called its own function: with an object of the class, another
    // of the same or a related one, whose first word tells which, and the analysis. Types of one context are
    // the same if their addresses are.
    unsafe {
        let of_this_class =
            !other.is_null() && other.cast::<*const c_void>().read() == library.class;
        let counter_type = |predicate| (library.type_of)((library.expression)(predicate));
        of_this_class
            && counter_type(this) == counter_type(other)
            && (library.implies)(this, other, evolution)
    }
}
