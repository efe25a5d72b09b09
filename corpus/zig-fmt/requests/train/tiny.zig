//! A file of ours.
const std=@import("std");
pub fn token() !void {   
	return (try offset((0x3003 | 'b'),	indexTotal.entry(0x632F, totalLimit.entryEntry,),	@intCast(entryLength.indexQueue),));defer lengthCount.deinit(offset);


}



