//! The kinds of places that code reads and writes. Places of different kinds never overlap, whoever accesses
//! them.

use std::ops::BitOr;

/// A kind of place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Region {
    /// Linear memory.
    Memory,
    /// The word that holds the current size of linear memory.
    MemorySize,
    Globals,
    /// Address and length of tables.
    TableDescriptors,
    TableEntries,
    /// Which passive segments were dropped.
    Segments,
    /// What instrumentation counts.
    Counters,
    /// Arguments and results of entries and host calls.
    Slots,
    /// What stays the same from the first instruction on.
    Constant,
}

impl Region {
    pub const ALL: [Region; 9] = [
        Region::Memory,
        Region::MemorySize,
        Region::Globals,
        Region::TableDescriptors,
        Region::TableEntries,
        Region::Segments,
        Region::Counters,
        Region::Slots,
        Region::Constant,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Region::Memory => "memory",
            Region::MemorySize => "memory size",
            Region::Globals => "globals",
            Region::TableDescriptors => "table descriptors",
            Region::TableEntries => "table entries",
            Region::Segments => "segments",
            Region::Counters => "counters",
            Region::Slots => "slots",
            Region::Constant => "constant",
        }
    }
}

/// Any number of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Regions(u16);

impl Regions {
    pub const NONE: Regions = Regions(0);
    pub const ALL: Regions = Regions((1 << Region::ALL.len()) - 1);

    pub fn is_empty(self) -> bool {
        self == Regions::NONE
    }

    pub fn contains(self, region: Region) -> bool {
        self.overlaps(region.into())
    }

    pub fn overlaps(self, others: Regions) -> bool {
        self.0 & others.0 != 0
    }
}

impl From<Region> for Regions {
    fn from(region: Region) -> Regions {
        Regions(1 << region as u16)
    }
}

impl<R: Into<Regions>> BitOr<R> for Region {
    type Output = Regions;

    fn bitor(self, other: R) -> Regions {
        Regions::from(self) | other
    }
}

impl<R: Into<Regions>> BitOr<R> for Regions {
    type Output = Regions;

    fn bitor(self, other: R) -> Regions {
        Regions(self.0 | other.into().0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_region_is_in_the_list_at_its_place() {
        for (place, region) in Region::ALL.into_iter().enumerate() {
            assert_eq!(region as usize, place, "{}", region.name());
            assert!(Regions::ALL.contains(region) && !Regions::NONE.contains(region));
        }
        let two = Region::Memory | Region::Globals;
        assert!(two.contains(Region::Globals) && !two.contains(Region::TableEntries));
        assert!(two.overlaps(Region::Memory | Region::Slots) && !two.is_empty());
    }
}
