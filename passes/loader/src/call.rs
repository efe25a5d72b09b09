//! Calling the exports of an instance.

use preheat_formats::Trap;
use preheat_formats::abi::Slot;
use preheat_formats::artifact::ExportItem;

use crate::activation::enter;
use crate::instance::{Bits, Instance, mask};

impl Instance {
    /// Calls an exported function.
    pub fn call(&mut self, name: &str, args: &[Bits]) -> Result<Vec<Bits>, Trap> {
        let export = self.meta.exports.iter().find(|export| export.name == name);
        let item = &export.unwrap_or_else(|| panic!("no export {name}")).item;
        let ExportItem::Func { ty, entry } = item.clone() else { panic!("{name} is no function") };
        assert_eq!(ty.params.len(), args.len());
        let mut slots = vec![Slot(u128::MAX); ty.params.len().max(ty.results.len())];
        for (slot, &arg) in slots.iter_mut().zip(args) {
            *slot = Slot(arg);
        }
        self.enter(entry, &mut slots)?;
        Ok(ty.results.iter().zip(slots).map(|(&ty, slot)| slot.0 & mask(ty)).collect())
    }

    /// The one result of a call.
    pub fn call1(&mut self, name: &str, args: &[Bits]) -> Result<Bits, Trap> {
        self.call(name, args).map(|results| results[0])
    }

    pub(crate) fn enter(&mut self, entry: u32, slots: &mut [Slot]) -> Result<(), Trap> {
        let (code, m) = (self.code.at(entry as usize), self.m());
        // SAFETY: the entry is one of the artifact's, and the callers bring its slots.
        unsafe { enter(self, code, m, slots.as_mut_ptr()) }
    }
}
