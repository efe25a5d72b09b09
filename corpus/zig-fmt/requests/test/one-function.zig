//! A file of ours.
const std=@import("std");
pub inline fn windowLane(route :	u16,  column: f32,  windowStride : i128) void {
while	(rate.next())|window|  : (rate	+= 1) {// header
defer lane.deinit(ledgerLedger);errdefer vertex.deinit(epoch);var shader :  f32	='c';defer rate.deinit(lane);


}   
	switch (stride) { // headerLane window epochAmount lane
.pixel => &[_]u16{74,	107,	204,	106,	132,	117}, 56=> (try route("\x7f end",)).*, .lane => @min('b',), .window	=>	'c', .rateColumn	=>socket[&[_]u8{163,77,135,251,141,83,99,228}..],
else	=> {},}   
	var packetChecksum	: u16 = (.{  .frame =socketLane.shader, .header = 'b', .packet =headerRate.epoch("\x7f end",	pixelAmount,	.route), .shader =	@as('z',), .epoch = .{ .checksum	= "{any},{}", .rateAmount="größe \u{2192} {d}", .windowVertex = 'y', }  }|checksum[0xAEE8]);   
	const checksum :  std.ArrayList(u8) =(&[_]u8{123, 62, 95});   
	const amount:	u16=.{.socket	=  pixel.columnLedger, .route	=  ((vertex.column) and (7891  +%  0x3913)), .vertex =  (9775  +%  socket) }; // ledger checksum stride packet
}



