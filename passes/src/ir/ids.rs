//! Numbers of things: of a module's, and of a body's.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident($prefix:literal);)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub u32);

        impl $name {
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!($prefix, "{}"), self.0)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{self}")
            }
        }
    )*};
}

ids! {
    /// A wasm function, by its index in the module (imports first).
    FuncId("f");
    /// A function type of the module; equal types have one number.
    TypeId("t");
    GlobalId("g");
    TableId("table");
    MemoryId("mem");
    DataId("data");
    ElemId("elem");
    /// A basic block of a body.
    BlockId("b");
    /// An SSA value of a body.
    Value("v");
    /// A mutable cell of a body that instrumentation uses; an i64, 0 at entry.
    SlotId("slot");
}
