//! Numbers of counters, path slots and sites, handed out once each.

use preheat_formats::artifact::Site;

#[derive(Default)]
pub struct Supply {
    pub counters: u32,
    pub path_slots: u32,
    pub sites: Vec<Site>,
}

impl Supply {
    /// The number of a new counter. There are fewer edges than bytes in a module, which has at most
    /// 2³² of them.
    pub fn counter(&mut self) -> u32 {
        self.counter_run(1)
    }

    /// The first of several new counters in a row.
    pub fn counter_run(&mut self, len: u32) -> u32 {
        let first = self.counters;
        self.counters += len;
        first
    }

    pub fn path_slot(&mut self) -> u32 {
        self.path_slots += 1;
        self.path_slots - 1
    }

    pub fn site(&mut self, site: Site) -> u32 {
        self.sites.push(site);
        self.sites.len() as u32 - 1
    }
}
