//! What tables start with: only the entries that element segments initialise, in runs, since a table is
//! mostly null and may be ten million entries long without any of them being in the module.

use std::collections::BTreeMap;

use preheat_formats::abi::FuncRef;
use preheat_formats::artifact::EntryRun;
use preheat_passes::ir::TableId;

/// Segments lie over each other in the order in which they are laid.
#[derive(Default)]
pub(super) struct TableImage {
    /// (place, entry), in the order of the segments.
    laid: BTreeMap<TableId, Vec<(u32, FuncRef)>>,
}

impl TableImage {
    /// Lays entries over a table from a place on. They fit into it.
    pub fn lay(&mut self, table: TableId, start: u32, entries: impl Iterator<Item = FuncRef>) {
        self.laid.entry(table).or_default().extend((start..).zip(entries));
    }

    /// The entries that are not null, little-endian, and where they belong.
    pub fn finish(self) -> (Vec<EntryRun>, Vec<u8>) {
        let mut runs: Vec<EntryRun> = vec![];
        let mut bytes = vec![];
        for (table, mut laid) in self.laid {
            // Of those at one place the last one comes last.
            laid.sort_by_key(|&(place, _)| place);
            let is_last =
                |index: usize| laid.get(index + 1).is_none_or(|next| next.0 != laid[index].0);
            for (index, &(place, entry)) in laid.iter().enumerate() {
                if entry == FuncRef::NULL || !is_last(index) {
                    continue;
                }
                match runs.last_mut() {
                    Some(run) if run.table == table.0 && run.first + run.count == place => {
                        run.count += 1;
                    }
                    _ => runs.push(EntryRun {
                        table: table.0,
                        first: place,
                        count: 1,
                        offset: bytes.len() as u64,
                    }),
                }
                bytes.extend(entry.0.to_le_bytes());
            }
        }
        (runs, bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Table, first entry, count and offset.
    type Run = (u32, u32, u32, u64);

    fn image(segments: &[(u32, u32, &[u64])]) -> (Vec<Run>, Vec<u64>) {
        let mut image = TableImage::default();
        for &(table, start, entries) in segments {
            image.lay(TableId(table), start, entries.iter().map(|&entry| FuncRef(entry)));
        }
        let (runs, bytes) = image.finish();
        let runs = runs.iter().map(|run| (run.table, run.first, run.count, run.offset)).collect();
        let (entries, rest) = bytes.as_chunks::<8>();
        assert!(rest.is_empty());
        (runs, entries.iter().map(|entry| u64::from_le_bytes(*entry)).collect())
    }

    #[test]
    fn only_what_is_initialised_is_there() {
        let far = 9_999_999;
        assert_eq!(
            image(&[(1, far, &[7]), (0, 3, &[4, 5]), (0, 5, &[6])]),
            (vec![(0, 3, 3, 0), (1, far, 1, 24)], vec![4, 5, 6, 7])
        );
        assert_eq!(image(&[(0, 0, &[0, 0])]), (vec![], vec![]));
    }

    #[test]
    fn later_segments_lie_over_earlier_ones_with_nulls_too() {
        assert_eq!(
            image(&[(0, 0, &[1, 2, 3, 4]), (0, 1, &[9]), (0, 2, &[0])]),
            (vec![(0, 0, 2, 0), (0, 3, 1, 16)], vec![1, 9, 4])
        );
    }
}
