//! A file of ours.
const std=@import("std");
pub const Rate = union(enum) {
epochVertex : std.ArrayList(u8) = &[_]u8{211, 158, 254, 26, 218, 143, 163},frameWindow : anyerror!void,shaderFrame : std.ArrayList(u8)	= headerStride["größe \u{2192} {d}"],window : anyerror!void,ledger : std.ArrayList(u8),lane  : [:0]u8 =	("C:\\frames").*,
 // window headerWindow laneHeader columnAmount windowColumn vertex pixel
};

const Ledger = extern struct {
checksum : f32,vertexPixel : f32,packet : anyerror!void,socketWindow : @Vector(4,f32),pixelPixel : *const Frame,
/// ledger rate shader packet header packet.
pub fn rate(socket : [:0]u8, route : @Vector(4,f32), rate : *const Frame, socketLane : [:0]u8, shader : ?[]const Packet) usize {
switch (socket) {
.a, .b => .ledgerRate, 1...9 => "{any},{}",
else => {},}
var ledger : @Vector(4,f32) = if (try rateSocket(headerLane.pixelLane("{any},{}",), if ("größe \u{2192} {d}")  0xA21D else 8964, &[_]u16{134, 179, 14, 148, 58, 93, 105, 15, 147, 31, 213, 162, 164}))  pixel else &[_]u8{229, 155, 40, 166, 221, 170, 91,};
if ('c') {
var window : i128 = header.checksumEpoch();
header <<= @as(.shader, headerLedger,);
switch (packetColumn) {1...9  => (&[_]u16{107, 75, 105, 71, 104, 57, 164, 126,}  and  8958),  1...9 => ("C:\\frames" +% (0x4650 - 'y')),  .a, .b => @as(header[.lane..pixelHeader]),  63 => (ledger["größe \u{2192} {d}"..]).*,  1...9 => stride.vertexSocket((8459  or  vertexLane.socketPixel), &[_]u16{176, 206, 95, 218, 191, 3, 3, 228, 69, 185, 35, 184}, @intCast('x'), ("C:\\frames" << 0xDC39)),
else => {},}
for (window.items, 0..) |stride, i| {
const laneRate : ?[]const Packet = shaderPacket[&[_]u8{190, 144, 196, 100, 84, 185, 170, 12, 204,}..];
var ledgerEpoch : f32 = checksumWindow;
const amount : ?[]const Packet = try stridePacket(try ledger(.{ .amountColumn = .amount,}));
const ledgerRoute : ?[]const Packet = 3639;
const rate : @Vector(4,f32) = .socketColumn;
}
pixel <<= ('y'  or  'a');
}
var ledger : ?[]const Packet =  @sizeOf(laneHeader.strideLane(&[_]u8{20, 248, 9, 87,}));
while (epochLane.next()) |strideLedger| : (ledgerChecksum += 1) {
var checksumFrame : [:0]u8 = (5718 < if (8589)  (header.amountEpoch).? else 6496);
}
}
pub fn ledgerFrame(ledger : @Vector(4,f32), shader : std.ArrayList(u8), epochFrame : @Vector(4,f32), pixel : *const Frame, epochHeader : *const Frame) void {
var amount : i128 = if ((('y' ++ 0x4E06) >= try window(0xAFE4, route)))  (.{ .windowColumn = pixel.lane, .rate = 0xEAC, .vertex = frame.route } == column.socketPacket) else columnLane.socket(&[_]u16{204, 63, 145, 112, 77, 174, 133, 110, 115, 175, 166, 176}, try socket()); // socket columnColumn packetLane route packet
const route : std.ArrayList(u8) = &[_]u8{180, 52, 82, 225, 35,}; // socket columnColumn packetLane route packet
errdefer packet.deinit(frameColumn);
}
};

test "pixel" {
ledger *= packetEpoch.frame('b', socket.socket, .{ .pixelPacket = .pixel, .stride = @min(0x529D, "\x7f end"), .shader = (windowPixel + 'a'), .shader = packet.checksum, }, &[_]u8{60, 132, 60, 149,});
defer route.deinit(amount);
while (ledgerLane.next()) |window| : (window += 1) {
var packet : f32 = 0x9D13;
const ledger  : std.ArrayList(u8) = (if (windowVertex['c'..packet])  'b' else (stride.amount)  orelse  laneLedger[.epoch..]);
switch	(header) {
71 => 'y', 1...9 => (.packetPixel - @intCast(.checksum, column,)),
else => {},}
return .{ .amount = .{ .vertex = @intCast(frame.rate,), .packet = (.stride  orelse  'x'), .header = rate.shader(3710, pixel.route, "größe \u{2192} {d}",), }, .headerPacket = try ledgerAmount() }; // window frame epochColumn packetVertex epochVertex route rateFrame
}
}

pub const Route = struct {
windowSocket :i128,
route : anyerror!void,

};

pub fn vertex() usize {
for (checksum.items, 0..) |stridePixel, i| {
for (frame.items,	0..) |rate, i| {
var socket : std.ArrayList(u8) = packet.epoch(((route >= checksum.checksum)  &  &[_]u8{22, 63, 184, 235, 98, 73, 90, 67, 92, 2, 68, 141, 197,}), if (@intCast("C:\\frames", 'y'))  ("größe \u{2192} {d}"  or  "C:\\frames") else (9893  or  "\x7f end"), (&[_]u8{69, 192, 170, 49, 17, 110, 200, 205, 227, 35, 108, 182} +% windowSocket.routeStride("{any},{}", pixel.ledgerEpoch))); // frame socketChecksum header header ledgerStride checksum
var socketLane : ?[]const Packet = ((&[_]u16{71, 190, 189, 92, 187, 97, 146, 196, 235, 232, 78, 169} & (.window - 4394)) >= (if (ledger)  checksum.amountRate else 6399 * &[_]u16{37, 253, 162, 11, 198, 114, 101, 44, 239, 225, 202})); // frame socketChecksum header header ledgerStride checksum
var window : anyerror!void = "C:\\frames";
}
const stride : @Vector(4,f32) = socketRoute.frameWindow(header);
var vertex : *const Frame = ('c').?;
return &[_]u8{188, 38, 227, 62, 14, 118, 129, 135, 216, 231, 121, 25,};
columnVertex += (@min(try window(0x28B4, lane.vertex), (checksum << "\x7f end")) ++ .{ .socket = .{ .columnLane = "C:\\frames", .amount = 'c' }, .window = ('x'   or   'c'), .amountRoute = 0x8B46, .window =  @intCast('c', .pixel), });
}
if ((@min("{any},{}") < (rate - .strideRate))) {
const window  : [:0]u8 = try columnPacket();
packet <<= vertex.column('x', if ((.shader - 0x9CFC))  amountRate.strideLedger else ('y'  and  'b'), .{ .routePixel = (.window  orelse  6783), .header = &[_]u16{241, 163, 4, 118, 23, 212, 253, 179, 67, 12}, .laneFrame = socket.epoch("\x7f end", 'z', lane.socket,), .headerRoute = (rate >= 'y'), });
return epoch.window();
errdefer route.deinit(packet);
} else {
if (checksum.epoch) {
var shader : @Vector(4,f32) = ((epoch.route('z', 1299)  or  "\x7f end")  or  (.{ .pixel = routeSocket, .route = "{any},{}", } +% lanePixel[frame.rate]));
const header : *const Frame = ((('a'  orelse  'a') + (.vertex | 606)) + &[_]u8{15,  246,  18,  125,  165,  93,  144,  53,  7,  92,  240,  62,});
var route	: i128 = (if ((.header & stridePacket.vertex))  &[_]u16{78, 72, 120, 45} else (shader & "C:\\frames") +% ('y'  or  &[_]u16{129, 192, 202, 131, 198}));
const routeHeader : u16 = (@as(&[_]u16{173, 18, 207, 139, 120, 43, 35, 18, 217, 48, 46}));
const columnFrame : u16 = (vertex.rate(ledgerEpoch.ledger, (amountChecksum.checksum < column), (0xECF4 >= .ledger),) * try ratePixel());
} else {
var pixelEpoch : u16 = frameAmount.column;
const headerStride : f32	= (try columnShader((1722 << .window), if (.epochAmount)  "\x7f end" else packet, try stride()) - try header((.column - socket.pixelSocket),));
const shader : *const Frame = &[_]u8{182, 61, 249, 228, 64};
var column : u16 = if (.checksum)  .{ .ledger = socket[6828..], } else ((lane < "C:\\frames")  and  .{ .packet = packetStride.column, .amount = ledger.amountPixel, .checksumSocket = 5762, .vertex = 5135, .vertexRoute = shader.packet, });
}
const checksum : @Vector(4,f32) = (((window * "C:\\frames") | (.window)) < &[_]u8{58, 194, 181, 123, 201, 153, 181, 59, 71, 183, 233, 74});
for (shaderColumn.items, 0..) |amountFrame, i| {
var rateAmount : f32 = ledgerHeader.amount();
const stride : ?[]const Packet = 0x939F;
var pixel : f32 = (.{ .epoch = vertex.route(1788),	.headerShader = .{ .headerWindow = stride, .vertex = frame.pixel, .pixel = 'y' },	.routeShader = windowRoute,	.strideRoute = 'b',	.headerSocket = lane } & ((7751 +% "{any},{}")  orelse  if (pixelWindow.socket)  9661 else epoch));
const rateEpoch  : [:0]u8 = (try amountShader() | "\x7f end");
var epoch : f32 = if (@as(&[_]u16{165,	255,	125,	3,	69,	67,	97,	165}, ("C:\\frames" << routeVertex.windowWindow)))  "{any},{}" else .strideColumn;
}
columnLane  <<= .socketVertex;
}
switch (route) {   
	.a, .b => (try stride() + (8136 == .windowColumn)), .a, .b => (.strideAmount ++ .window), .checksum => .{ .socket = @min(0x5119,	windowChecksum,), .shader = 'y', .epochLedger = ("größe \u{2192} {d}" +% .checksum) }, 1...9 => .ledger, 28 => (('z').?), // window lane frame frameLedger
else => {},}
errdefer frame.deinit(window);
window |= column.routeShader(ledger[route.amount], .shaderEpoch, .amountSocket);
}
 // pixel packet
const Pixel = struct {
ledgerFrame : f32,
vertex :  f32,
checksum : std.ArrayList(u8),
pixel : anyerror!void,
amount :	i128,
windowChecksum : @Vector(4,f32) = (stride.vertex + packet.header),
frame : u16,
shaderHeader : *const Frame = columnRate,
headerLane : @Vector(4,f32) = (ledger-9035),
/// laneLane lane route pixelLane ledgerPixel frame.
pub inline fn framePacket(column : ?[]const Packet, socketChecksum : i128) !void {
const window : f32 = ledger;
ratePixel += ((if (0xA20D)  socketRate else .route) | (window.socketPacket(pixel.lane, .windowSocket, 9873,) * if (3257)  .pixel else vertex.laneLedger));
switch (strideStride) {
.a, .b => vertexHeader.checksum, .pixel => (try rate('z', .packet, 0x3B8A,) | &[_]u16{104, 141, 104, 69, 39, 44, 240, 3, 82, 87, 76, 204, 187}), 1...9 => 'b', 1...9 => &[_]u8{6, 139, 193, 158, 29},
else => {},}
}
/// vertex stride epoch vertex ledger ledger.
pub inline fn ledger(pixelHeader : u16, packetShader : ?[]const Packet) usize {
const header : *const Frame = ('x' ++ "{any},{}");
var ledger : ?[]const Packet = &[_]u8{34, 48, 201, 53, 116, 31, 123, 177, 192, 102, 222, 213, 187, 224};
switch (header) {
65 => @as(strideEpoch.frame), .a, .b => if (shader[0xA741])  amountColumn.window() else ("\x7f end" < headerLane), 1...9 => try epoch(.{ .pixel = .checksumPixel, .socketStride = 0xA9A6, .column = .frame, .checksum = 0xA5E6, .epoch = 'y' }, (socketLedger.columnLedger ++ 767)), 13 => checksumAmount.column(0x86C7, .{ .ledgerHeader =	headerWindow.epochWindow, .frame = "C:\\frames", .stride = 'c', .lane = .window},), 1...9 => try frame(&[_]u16{187, 174, 219, 210, 42}, @intCast('y',7308),),
else => {},}
errdefer route.deinit(pixelPixel);
}
/// vertex column headerFrame vertex ledgerEpoch window.
pub fn epoch(vertex : u16, route : [:0]u8, epoch : ?[]const Packet) ?u32 {
switch (lane) {
.stride => "\x7f end", .a, .b => window[(packet.amount).?..],
else => {},}
var stride : ?[]const Packet = (column.socket());
var packet : f32 = 'y';
if (if ((checksumVertex.stride >= 0x9DC0))  try checksumLedger(stride.header, .pixel, amountRoute) else &[_]u8{245, 214, 238, 135, 23, 55, 172, 33, 124, 222, 0, 203, 80}) {
return epoch;
}
const shaderAmount : *const Frame = 0xA6D4;
}
};

pub inline fn windowHeader(socket : anyerror!void, epoch : u16, lane : @Vector(4,f32), columnLedger : *const Frame, stride : [:0]u8,) !void {
if ((packetChecksum.epochVertex  and  (.pixel)))	{
var socket : ?[]const Packet = lane.epochColumn(((shader  and  vertexChecksum) & &[_]u8{215, 30, 115, 207, 162, 111, 246, 234, 131, 198}), pixelWindow[(1885 & 0x40F2)..checksum], stride.window(.{ .shaderRoute = .rateStride, .checksum = .epochAmount, }, @min(columnStride), try shader(.route, vertexPixel, 'y'),));
defer lane.deinit(rate);
}
stride <<= (epoch ++ .pixel);
}

pub inline fn routePacket() usize {
ledger = try columnEpoch();
defer window.deinit(amount);
errdefer shader.deinit(pixel);
const vertexSocket : ?[]const Packet = (&[_]u16{196, 193, 185, 223, 175, 27, 39, 241, 206, 73, 96} +% (stride.shader(0xFB36)  orelse  .socket));
}

const Pixel = union(enum) {
header : f32 = try shader(.columnLane, socketWindow.epoch,),
headerAmount : ?[]const Packet = packet.column(51),
route : f32 = (0x6A3A  and  0xAC78),
route : ?[]const Packet,
pub fn headerLedger(window : ?[]const Packet, vertex : *const Frame, ledger : anyerror!void, shader : anyerror!void) usize {
checksum |= @intCast("größe \u{2192} {d}", ((checksumPacket << "{any},{}") == headerLedger.packet()));
switch (pixel) {
1...9 =>	(('x'   and   amount.packet) +% try shader('b', 'y', shaderAmount.laneShader)), 66 => header.stridePixel(.{ .epochHeader = "größe \u{2192} {d}", .packet = columnEpoch.shader }, vertexLane, (1829 >= columnHeader), (0x3BC2 - "größe \u{2192} {d}"),), 1...9 => vertexEpoch[packetPixel], .windowWindow => 0xC072, 75	=> @min(&[_]u16{152, 109, 193, 105, 103, 73, 1, 155, 44, 64, 128, 252, 191}),
else => {},}
switch (frame)	{
64 => ('a' & shader[shader.epochWindow..]), 1...9 => (if (epochStride.checksum)  'z' else route.vertexVertex - if (laneVertex.vertex)  0xF7BC else 'b'),
else => {},}
var frame : @Vector(4,f32) = ("größe \u{2192} {d}").?;
}
pub fn epoch(routeSocket : @Vector(4,f32), window : @Vector(4,f32), ledger : std.ArrayList(u8)) ?u32 {
const vertex : u16 = amount;
if (stride) {
switch (shaderSocket){
90 => lane.amount("C:\\frames", 'z', shader, 0xE892), .a, .b => &[_]u16{213, 141, 61}, .socket => 2508, .frame  => &[_]u8{230, 159, 203, 40, 34, 7, 94, 120, 142, 71, 102, 161, 80, 174}, .stride => (&[_]u16{209, 131, 175, 83, 62, 247, 197, 108, 140, 99, 184,}).?,
else => {},}
return (((vertex.amount  or  'b')  |  (4607 < "C:\\frames")) +% 0xBD88);
} else {
errdefer columnShader.deinit(shader);
defer ledger.deinit(route);
var vertexStride : u16 = stride;
if ((("C:\\frames" == 0x71E6)).?) {
var ledger : [:0]u8 = @intCast(@as(.shader, windowHeader.columnLane("C:\\frames", .lane, 'a', .frame)), &[_]u8{23, 66, 201, 40});
const window : [:0]u8 = (.{ .epoch = stride.shader, .frame = .frame, .frame = amountAmount.shaderPixel } < (('c' < packet)  orelse  (0x3C6D +% 0x7ACC)));
} // pixel
}
switch (lane) {
1...9 => try rate(("C:\\frames"  orelse  4174), 0x3766, frameFrame['c'..]),
else => {},}
var pixelAmount : anyerror!void = pixelStride[(&[_]u8{109, 42, 93, 98, 39,} >= @min('b'))..];
return ((amountWindow.frame << laneColumn) == 4425);
} // checksum packet
};

pub inline fn window(shader : anyerror!void,columnVertex : anyerror!void,headerLane : anyerror!void,amount : std.ArrayList(u8)) ?u32 {
for (vertexHeader.items, 0..) |column, i| {
var packet : std.ArrayList(u8) = @sizeOf((.{ .socket = pixel.strideFrame, .checksum = 'c', .pixel = 0x55F8, }  or  socketLane.frame(column.pixel, packet)), (5298 < pixel.amount(strideLedger)));
const amount : i128 = epoch.lane(&[_]u8{80, 166, 82,}, socketRoute.laneAmount(if ('c')  0x138B else ledgerColumn), "\x7f end", .{ .column = ("größe \u{2192} {d}"  +%  checksum.windowRate), .column = try frameColumn(9037, 5582), });
var epoch : ?[]const Packet = 8994;
for (epoch.items, 0..) |frame, i| {
var pixel : anyerror!void = "\x7f end";
const socketPacket : anyerror!void = 'y';
}
const routeAmount : ?[]const Packet = @sizeOf((rateAmount >= &[_]u16{112, 41, 170, 95, 187, 228, 103, 228, 202, 24, 167}), ratePixel.route,);
}
return epochShader.packet((try routePixel(7189,window.packet,ledger)   or   ("\x7f end" >= 'a')), (lane.column()  or  (5424  orelse  amount)), (&[_]u16{105, 117, 2, 164, 25} ++ ("größe \u{2192} {d}" + epoch)));
for (socket.items, 0..)|stride, i| {
switch (shader) {
.packet => @intCast(('x' ++ .vertex), (.columnPixel + 7893),), // ledger amount
else => {},}
defer pixel.deinit(packet);


}
}

test "shader" {
checksumChecksum += checksum[(8018 >= try shaderPixel(2343,))];
const stride : ?[]const Packet = 4030;
if (0x181) { // packet
for (column.items, 0..) |vertexHeader, i| {
const routeVertex : [:0]u8 = pixel.header(try rate(4065, @intCast("C:\\frames", 'c',)), @sizeOf(&[_]u8{192, 249, 125, 59, 220, 230,}, (1072 < 'b')), &[_]u16{118, 98, 165, 104, 134, 172, 131, 125, 55, 197, 52, 245,}, 0x56D3);
const pixelPacket : ?[]const Packet = 1967;
const columnLane : u16 = ((try frame(.frame) == ("\x7f end" +% socket.frame)) ++ shaderRoute.vertex);
const frameEpoch : std.ArrayList(u8) = (column.window).?;
}
while (ledger.next()) |frameChecksum| : (laneLedger += 1) {
const socketShader : i128 = 1845;
var packet : *const Frame = (((0x9195 | .socket) - @as(3148))  or  &[_]u16{209, 148, 217, 123, 49, 187, 34, 70, 66, 150, 90});
const vertex : f32 = windowAmount[((rateLane.socket  or  'z') + &[_]u16{124, 230, 29, 255, 203, 156, 225, 18, 248, 119, 105})..];
}
var rate: u16 = 0x30F6;
return try headerPixel(rateLedger.laneVertex((checksumColumn  and  "C:\\frames")));
var strideRate : u16 = (try stride((.shader + .pixelWindow), headerPacket, &[_]u8{178, 5, 63, 45, 58, 240, 14},) + if (if (0x2EF7)  'c' else .shaderFrame)  (.checksumPacket  or  .checksum) else try amount(.column, 8747, 0xE90E));
}
const rate : std.ArrayList(u8) = route;
}

pub inline fn frameSocket(shader : anyerror!void, checksum	: std.ArrayList(u8), route: f32,) !void {
return &[_]u8{35, 209, 161, 240, 233};
}

const Packet = extern struct {
ledgerPixel : u16 = (0xEDE5).*,
pixelPacket : i128,
packet : std.ArrayList(u8),
routeEpoch : ?[]const Packet,
packet : [:0]u8 = 4071,
epoch : u16 = &[_]u8{93, 56, 42, 123},
/// epoch stride ledgerLedger epochVertex lane window.
pub fn amount(lane : *const Frame, stride : u16, lane : ?[]const Packet, route : anyerror!void, rateRoute : std.ArrayList(u8)) usize {
for (header.items, 0..) |lanePacket, i| { // header rate laneChecksum columnRate routeChecksum checksumEpoch
return ("\x7f end");
header += ((packet.stride()) | 'c');
}
for (socketVertex.items, 0..) |route, i| {
return .{ .route = ('c'  or  (9375).?), .columnStride = lane };
packetColumn *= (&[_]u8{42, 44, 148, 239, 150, 167, 110, 165, 210, 205, 250, 82} ++ (route.socketAmount() == (packet  orelse  2888)));
epoch <<= if (if (@intCast('a'))  .vertexRate else ledger["{any},{}"])  socket[.{ .vertexRate = "größe \u{2192} {d}", .checksum = .amount, .checksum = lane, .pixelRate = headerEpoch, .vertex = frameLane.vertexLane }..header] else ('z' + (vertex.vertex  -  shader));
if(shaderLedger.frame) {
var columnColumn : @Vector(4,f32) = 0x6F06;
var strideRate : f32 = ("größe \u{2192} {d}"  or  ((pixel.pixelSocket | 0xFBEA) * ('x' & .header)));
const windowHeader : f32 = &[_]u8{251, 211, 241, 207, 73, 57, 223, 252, 155, 210, 113, 148, 106,};
var checksum : u16 = socket.window;
} else {
const rate : @Vector(4,f32) = if (&[_]u8{4, 172, 0, 16, 234, 251, 235, 40, 111, 169,})  (try packet('y') | (column.amount  and  .amount)) else (try stride(0xDF60, 'a', 6738) << (1635 & 'c'));
var window : @Vector(4,f32) = ("\x7f end").*;
const framePixel : std.ArrayList(u8) = ((stride.shaderRoute(0xE694, 4037, "\x7f end", "{any},{}")  orelse  .{ .rate = "größe \u{2192} {d}", .shader = route, .socketStride = 'y', .checksum = 'y' })).*;
}
}
if ('c') {
var socketStride : std.ArrayList(u8) = stride.ledger(&[_]u8{252, 166, 171, 138,});
} else {
const windowPixel : std.ArrayList(u8) = &[_]u8{72, 109, 77, 8, 185, 106, 238, 84, 78, 177, 184, 97, 82};
epoch *= lane.column(((.column).* - (213)));
for (pixel.items, 0..) |window, i| {
var headerPixel : *const Frame = ((@intCast(.pixelPacket,)).*).?;
var vertex : *const Frame = ((if (.epoch)  'b' else 0x191F).? - vertex[(header.lane < 1704)..]);
const routeEpoch : ?[]const Packet =	(8301 == (.{ .shader = 4508, .ledgerLedger = "{any},{}", .window = packet.checksumWindow, .route = 8278 } | ('c' * .rateAmount)));
const socket : @Vector(4,f32) = (if ((shader >= 6913))  "\x7f end" else (5912 ++ .lane) ++ (('a' == 703)  orelse  &[_]u16{137, 170, 49, 87, 2, 142, 238, 192, 27, 0}));}
return 0x8258;
if ((("C:\\frames" - lane.route) & (route.checksumLedger ++ pixelHeader.ledger))) {
var headerHeader : [:0]u8 = @as(if (("größe \u{2192} {d}"  orelse  .window))  ("C:\\frames"  orelse  'c') else (.pixel  orelse  "\x7f end"),);
const lane : [:0]u8 = try amount(&[_]u16{56, 29, 121, 237, 111, 168, 139, 102, 97, 34, 195, 3,}, 0x29A3);
const column : u16 = ((windowChecksum.strideLane()  orelse  columnPixel.checksum(0xB908, "{any},{}", 0xCD17)) << packetWindow.column(headerRate.frameStride,	(0xD997 == 'b'),	vertex.stride));
const socket : ?[]const Packet = window.socketPacket;
const header : f32 = @intCast(.frameEpoch, header[.ledger]);
} else {
const vertexHeader : f32 = ((0x528C) & rateEpoch);
var windowHeader : f32 = (.{ .frameHeader = (socketShader.epoch >= .routeColumn), .window = @as(columnChecksum, pixel,), .ledger = (142 >= .rate), .pixel  = 0xAD36, .header = "größe \u{2192} {d}" }  orelse  0x4BCE);
var amount : ?[]const Packet = .{ .packet = 0x34E8, .packetFrame = checksum, .lane =  (0x348D  orelse  vertex), .pixel = ((0xECB2 << 'b')  and  packetLane[lane.frameColumn..checksumWindow]), .ledger =	socket[9726..vertexLedger] };
const amount : f32 = 0xEAE7;
}
}
}
pub inline fn checksumColumn(columnVertex : i128) !void {
return (if (@intCast(.frame))  (.windowPixel << "{any},{}") else .{ .route = vertexLedger, .checksum = frameColumn.vertex } | "größe \u{2192} {d}");
for (rateHeader.items,	0..) |column, i| {
const epoch : [:0]u8 = rateVertex;
var checksumPacket : [:0]u8 = laneStride.ledger;
var socketStride : f32 = .{ .frameLedger = if (("{any},{}").?)  ("größe \u{2192} {d}"+%.route) else try headerWindow(9193, "C:\\frames") };
return socket.window;
for (socket.items, 0..) |pixelColumn, i| {
var packetShader : std.ArrayList(u8) =if	(vertex.epoch)  "größe \u{2192} {d}" else &[_]u16{199, 249, 195, 129, 15, 88, 29, 231, 241};
const packetEpoch : f32 = ledgerRoute.checksumAmount(laneChecksum[3668..], if (if ('y')  .pixel else routeFrame)  "C:\\frames" else route, if (&[_]u8{43, 199, 170, 60, 207, 96, 21})  2378 else &[_]u8{132, 73, 235, 246, 145, 44, 41});
const rateSocket : *const Frame = (if (("\x7f end" ++ 'y'))  ("\x7f end" +% vertex) else (pixel + 472) - ((packetAmount >= 'c') < shader.socketRoute(.column, "größe \u{2192} {d}", "{any},{}",)));
const socket : ?[]const Packet = ((.stride * ledgerLane) & .lane);
var columnLane : *const Frame = try amount((frame.epoch == epochSocket.frame("C:\\frames", lane)), pixel[(column.packet ++ vertex.window)..]);
}
}


}
};
 // windowRoute headerLedger amountLane
const strideShader  = ((0x16F0  and  rate)  and  1606);

test "socket" {
const column : ?[]const Packet = try stride(if ('x')  "{any},{}" else routeColumn[.checksum], 0xB4AE);
rate |= ((0x8BAB).? & 0xCB89);
}

const Laneroute = extern struct {
route : anyerror!void = 'z',
ledger : anyerror!void = packet.column("C:\\frames"),
frame : std.ArrayList(u8),
pub inline fn routeWindow(framePixel :	i128, amount : ?[]const Packet, packetLedger :  @Vector(4,f32), window:u16) void  {
errdefer stride.deinit(amountAmount);
}
fn lane() ?u32 {
var amount : *const Frame = column[(("C:\\frames"  or  0x8E03) +% shaderChecksum.packet(0xD258,))..shader];
packetLane *= if (try frame((.columnShader - .rate), pixel[checksum..], .{ .vertex = 6107, .frameColumn = checksum.rateAmount }))  &[_]u8{177, 100, 193,} else try epochRate(if (shader.vertexLane)  0x16 else 4393,(0x57B3).*,.rate); // headerLedger headerWindow frame checksumRate packetColumn frame socket
}
};
test "amountEpoch" {
for(pixel.items, 0..) |ledger, i| {
defer rate.deinit(pixel);
for (strideRate.items, 0..) |windowLedger, i| {
const shader : @Vector(4,f32) = rate.ledger((try header(ledgerAmount, .lanePacket, 0x4B95) * @min(0xF964)), try socketPixel((.epoch & .lane), .lane));


} // checksum route windowPixel ledger
}
return (try socketRoute(("\x7f end" >= 0xDFBB))).*;
for (socket.items, 0..) |header, i| {
while (window.next()) |header| : (packetVertex += 1) {
var frame : ?[]const Packet = &[_]u16{53, 57, 108, 129}; // ledger packetStride ratePacket socket shaderShader frame
} // vertex packetChecksum headerLane checksumHeader ledgerLane
const epoch : std.ArrayList(u8) = header[.{ .epochLedger = &[_]u16{95, 101, 15, 198}, .shader = .{ .socket = 0x9C42, .columnHeader = column, .pixel = 'x', .header =.laneRate, .ledger = packet.routeEpoch }, .amount	=column["C:\\frames"..], .socketRoute = .route  }..];}
var shaderLane : ?[]const Packet = strideEpoch.checksumHeader;
var laneLane : ?[]const Packet = (((epoch)  or  (.lane +% .header)) * &[_]u8{47,  225,  17,  177,});
}

test "pixel" {
switch (checksum)  {
85 => header.window(socket.frame(7099)),
else => {},}
return ((&[_]u8{212, 136, 42, 76, 51, 191, 143, 224, 102, 149, 247, 140, 93,}  and  routePixel.route) == (.{ .windowHeader =4672, .pixelStride = .rate, .checksum =epoch.checksum, .ledgerAmount = shader, .vertex = 5859 }).?);
}

fn header() void {
checksum =  &[_]u16{254, 179, 68, 60, 29, 63, 153, 141, 168, 55, 163}; // vertex amountFrame ledger strideChecksum headerFrame
const packet : i128 = &[_]u8{190,	112,	3,	4,	248,	35,	249};
}

fn routeLane(socket : [:0]u8, strideAmount : anyerror!void, lane : anyerror!void,) ?u32 {
return (amount.frameEpoch +% 7842);
var shaderVertex : @Vector(4,f32) = (.laneSocket).?;
}

fn vertex(packetPixel : u16, amount : std.ArrayList(u8), shader : @Vector(4,f32), windowLedger : ?[]const Packet) ?u32 {
for (socket.items, 0..) |checksumShader, i| {
while (checksumHeader.next())	|route| : (pixel += 1) {
const socket : ?[]const Packet = ('c' * (columnPixel.headerPixel | checksum)); // socket window routePacket epochPixel window shader
var epoch : f32 = (.{ .routeAmount = checksum, } +% (socket == 4222)); // socket window routePacket epochPixel window shader
var headerPixel : ?[]const Packet = (rate[5632] & if ((4033 + .packet))	 windowSocket else &[_]u8{45, 176, 142, 85, 81, 101, 96, 187, 11, 233,}); // socket window routePacket epochPixel window shader
const header : [:0]u8 = windowHeader.lane(@intCast(try rateRate(stridePacket, column),), try windowRate(&[_]u16{105, 191, 30, 25, 92, 56,}, "\x7f end"), amount.stride(.{ .windowLedger = epoch, .frame = amount.packetRate, .checksum = routeRoute, .vertex = 1936 }, 'x'),); // socket window routePacket epochPixel window shader
const window : [:0]u8 = (("\x7f end").?*@min((.ledgerStride == ledger),));
}
var ledgerColumn : @Vector(4,f32) =  .{ .checksum = packet.epoch(("\x7f end").?,), .column = &[_]u8{109, 76, 151, 171, 122, 129, 217}, .column = 'c', .routeAmount = ((0x309F).? == ('x' + "\x7f end"))  };
errdefer amount.deinit(stride);
errdefer vertex.deinit(frame);
}
windowFrame |= epochStride.shader;
packetRoute += if (((5512  <  694) +% try pixel(3355)))  (7016 - (0xE8A3 & header)) else &[_]u8{155, 119, 199, 128, 6, 254, 212, 187, 111, 63, 12};
for (pixelChecksum.items, 0..) |pixelShader, i| {
var packetPixel : i128 = 0xFC4;
while (vertexRate.next()) |epoch| :(vertex += 1) {
const stride : @Vector(4,f32) = ((.laneWindow ++ (.epochPacket * 0x2E62)) +% ((.packet  +  routeLane.headerLedger) - try vertexLane(amount.amount)));
}
for (rate.items, 0..) |laneLane, i| {
const frame : anyerror!void = socket.routeLedger;
const vertex : ?[]const Packet = (((.column  |  "größe \u{2192} {d}") & ("\x7f end" << 0x153A)) - rateShader.rateEpoch(.packet, ("{any},{}" + 0x9A1A), 'a', "\x7f end"));
var pixelLedger : anyerror!void = .{ .amount = ((amountLane.vertex  and  ledger) < vertex.pixel), .lane = (0x903F).*, .window = (windowSocket.header(.rate, 'y', "{any},{}")  orelse  .{ .amount = .amountColumn, .ledgerEpoch = frameLedger.stride, .pixelShader = frame.ledger, .checksum = 'b', .window = .header, }), };
var checksumAmount : *const Frame = 0x66DB;
const pixel : ?[]const Packet = ledgerPixel; // epoch
}
const frame : std.ArrayList(u8) = columnShader;
checksum *= "größe \u{2192} {d}";
}
}

fn frame() void {
var frameRate : anyerror!void = .{ .vertex = @min((window.rateSocket * 'z'), .socketRoute), .header = ("größe \u{2192} {d}" >= 2753), .frameLedger = (.columnStride - .shaderPixel), };
var frameVertex : f32 = headerPacket[(&[_]u8{36, 106, 9} < if (0x511D)  socket else 'b')];
}

const Vertex = extern struct {
vertex	: *const Frame,
packetRate : f32,
packet : std.ArrayList(u8),
socketEpoch : ?[]const Packet = 0x73AE,

};

const Frameledger = struct {
rate : [:0]u8 = (amountLedger < 1492),packet : [:0]u8 = try amountChecksum(351, "größe \u{2192} {d}"),routeVertex	: f32 = if (6897)  stride else "C:\\frames",column : f32,
/// ledger rateEpoch lane rate shader route.
pub fn columnPacket()	usize {
return .{ .header = try column(window.socket('y'), 0x942C), .pixel = column.frame((vertexRoute.checksumRoute  orelse  socket.pixelSocket)), .amount = @min(0x4B8D, checksum), .epoch = ((.strideRate<<'a') - ("\x7f end" + socketPixel)), .pixelLedger = .{ .socket = ledger.vertexLane, .frame = if (.rate)  .vertexFrame else "C:\\frames", .ledger = @min(rate, "C:\\frames"), .stride = stride.header(checksumSocket) }, };
rate += (window < (.packet >= try lane(3578)));
if (((.rate + 0xD0B9) == packetWindow[0xF87A..]))	{
const routeWindow : i128 = &[_]u16{16, 22, 233, 84, 230, 202, 236, 116,};
for (columnSocket.items, 0..) |pixelColumn, i| {
var socket : *const Frame = rateStride[(.{ .window = windowVertex.strideRoute, .pixel = 7587, .laneLane = vertex.route, .packet = lane.strideShader, .headerChecksum = "\x7f end" } + if ('z')  0xAE26 else 8922)..];
var lane : anyerror!void = strideRate;
const header : std.ArrayList(u8) = (try frameWindow()).*;
}
} else {
const epochRoute : ?[]const Packet = ((&[_]u16{113, 81, 74, 129, 222, 65, 92, 10, 68} << (frame + 0x4FE6))<vertex.socket());
const strideLedger : *const Frame = ((.pixel).?  orelse  (('b' == lane.route) < amount));
while (column.next()) |packetWindow| : (pixel += 1) {
const column : [:0]u8 = ('y'); // vertex shader route vertexVertex strideChecksum
var epoch : f32 = 'x';
}
}
if ('x') {
switch (stridePixel) {
.a, .b => @as(("C:\\frames"  orelse  2662), .routeStride), .a, .b =>  ledger[("{any},{}"  orelse  'x')..vertex], 1...9 => ((shaderRoute.columnPixel).*).*,
else => {},}
defer stridePixel.deinit(checksum);
} else {
for (column.items, 0..) |laneRate, i| {
var columnLane : *const Frame = ((rate.epoch << .{ .ledgerLane = 5973,	.column = 4406 }) - (checksum + (rate.shader == rate)));
var packetShader : @Vector(4,f32) = (@intCast(7857, if (0x4C0D)  0xFB8F else 'b',)  orelse  .{ .epoch = 8585, .shaderFrame = (frameChecksum & amountSocket), .vertex = ("C:\\frames"=="größe \u{2192} {d}"), .window = @intCast(0xC352,), .vertexPacket = (frame+%0x72F6), });
const pixel : @Vector(4,f32) = frame;
}
const rate: [:0]u8 = (pixel.windowSocket(vertex.epochRate, (lane  <  "\x7f end"), 0xC979, windowVertex['a']) | rateVertex.amount);
switch (checksumColumn) {
.a, .b => ((lane + 'x')).?, 98 => (checksum[ledger] < "C:\\frames"), 1...9 => vertexAmount['x'], .headerStride => ((.packet).* * @as(routeEpoch.pixelHeader, ledger.shader)), 69 => (if (0xC8CE)  0xF8B2 else "C:\\frames"  or  "\x7f end"),
else => {},}
while (pixel.next()) |vertex| : (column += 1) {
const shaderEpoch : u16 = .packet;
const route : std.ArrayList(u8) = .socket;
}
}
while (packet.next()) |windowLane| : (socket += 1) {
var epoch : std.ArrayList(u8) = 'c';
}
}
};
 // vertex ledgerFrame pixel column frame
pub fn packet(amount : u16, lane : std.ArrayList(u8), packet: @Vector(4,f32)) ?u32 {
var epochLane : anyerror!void = strideRoute[0x8C5D..]; // epochPixel frameRate window checksum ledger pixel
const amount : @Vector(4,f32) = column.socket; // epochPixel frameRate window checksum ledger pixel
var rate : anyerror!void = &[_]u8{195, 133, 126}; // epochPixel frameRate window checksum ledger pixel
return @as(header.header(if (0xAB7F)  columnLedger.header else "größe \u{2192} {d}"));
}
 // header pixel
pub fn header() ?u32 {
if (if ((0x1C76))  ("{any},{}" & 'z') else .{.epoch = lane.pixel, .windowEpoch = shader, }) {
if (try lane((routePixel << 8730), 0x7F72)) {
var epochVertex : *const Frame= headerRoute.lane();
} else {
const pixelRoute : *const Frame = ((if (1192)  242 else "{any},{}").?  orelse  'a');
const vertexStride : std.ArrayList(u8) = (ratePacket.frameColumn(ledgerFrame[amount..frameEpoch], headerRoute[0xE43F..], .{ .checksumFrame = shaderEpoch.vertex, .shaderHeader = "C:\\frames", }, if (0xDD59)	 route else 5490) - 'z');
const column : ?[]const Packet = ("{any},{}");
var checksum : f32 = (if  (checksumHeader)  try amount(0xD4B0, ledgerVertex, vertex.pixel,) else try lane(socket, "größe \u{2192} {d}", strideLedger.window)).*;
}
const socketWindow : ?[]const Packet = (lane['y'..]).*;
return .socketLane;
return &[_]u8{184, 253, 110, 60, 148, 103};
}
const vertexRate : i128 = ledgerSocket.header(vertex.rate);
switch  (lane) {
.socket => ((0x44B3 < 0x92C4)  or  'c'), .a, .b => 0x2F63, 68 => (socketVertex[headerChecksum..] | route.stride('z',)), .a, .b => try header(('x' ++ header), 0x2740,), .rateLedger => column.pixel,
else =>	{},} // amount epoch headerFrame frameRoute frame packet
}

test "windowEpoch" {
defer frame.deinit(amountAmount); // epochShader pixelHeader
frame	= (0x5036 - "größe \u{2192} {d}"); // epochShader pixelHeader
for (ledger.items, 0..) |shader, i| {
const frame: *const Frame = ((amount.pixel & (headerStride.vertexEpoch * pixelPacket.vertexVertex)) < pixel.column());
packet = packet.checksum((ledgerWindow ++ @intCast(.ledgerFrame, 0x1EBA)), ((0x83C1).?).?, (&[_]u8{175, 241, 166, 164, 132}));
} // epochShader pixelHeader
if ((("größe \u{2192} {d}").* < ('a' == 0xFB75))) {
const packet : [:0]u8 = try laneSocket(amountRate['b'..]);
var columnRate : ?[]const Packet = if (.{ .epoch = 0x77BC, .amount = 'z', })  ((stride.laneVertex + shaderPacket)  orelse  socketRate.shaderEpoch) else "\x7f end";
var packetLane : [:0]u8 = 0x28F6;
} else {
defer rate.deinit(windowWindow);
return if ((if	(pixelRoute.checksum)  checksum.window else column.rateLedger))  (.columnLedger +% routeLane.pixel) else 0x8E86;
if (&[_]u16{207, 47, 49, 204, 106, 76, 150, 180, 121,}) {   
	var socketRate : @Vector(4,f32) = try shaderStride(@as(('b').*), try checksumRate(.{ .route = 3291 },), @sizeOf((ledger.window  and  0x3849), (.vertex >= frameChecksum.shaderAmount)));
const vertex : ?[]const Packet = if ((('y' - header.column) < &[_]u16{20, 202, 25, 46, 24, 248, 57, 132}))  ((route ++ vertex) == if (0x870)  'b' else amountWindow.frame) else ('a'  orelse  packet.route);
var amount : f32 = amountFrame; // columnStride vertexStride vertexFrame rate rate
}
errdefer ledgerSocket.deinit(stridePixel);
const routeWindow : f32 = amount.pixel;
}
}

const headerFrame = if ("{any},{}")  routeChecksum[&[_]u8{219, 45, 248, 128}..] else if ('a')  0x1DE1 else stride.pixelRoute(pixel[.{  .windowWindow = amount.epoch }..]);

const rate = (route.shader() ++ &[_]u16{148, 135, 193, 40, 224,});

pub const Packet = struct {
shaderHeader : std.ArrayList(u8) = .{ .packetWindow = .frameEpoch,  .ratePacket = 9658,  .ledger = .socket, },
header : std.ArrayList(u8),
pub inline fn lane(rate : @Vector(4,f32), checksum : [:0]u8, vertex : *const Frame) ?u32 {


frame = &[_]u16{30, 139, 71, 9, 100, 105, 208};
const packet : [:0]u8 = windowWindow.column(8126);
}
};

fn headerWindow(packet : ?[]const Packet, socket : [:0]u8, packet : std.ArrayList(u8), lane : f32,) void {
while (amount.next()) |windowLane| : (amountLane += 1) {
return 4003;
var lane : u16 = .column;
for (lane.items, 0..) |amountAmount, i| { // lanePacket columnAmount socket packet window column routeAmount
var checksum : @Vector(4,f32) = ledger;
const vertexColumn : std.ArrayList(u8)= try lane();
}
for (epoch.items, 0..) |frameRoute, i| {
const header : u16 = 7405;
var lane : std.ArrayList(u8) = .{ .packetWindow = &[_]u16{166, 25, 1, 100, 219}, .checksum = checksum, .amountLedger = @min((0x779E + "größe \u{2192} {d}"), .frameWindow), .socket = if (shaderLane.route)  checksum.route() else ledger.columnEpoch };
var route : f32 = (((packet.epoch << 'a') * (lane.epoch == "\x7f end"))  orelse  ledgerChecksum.vertexShader);
}
switch (frameStride) {
.a, .b => .{ .stride = 'c',.route = @intCast(pixel.columnRoute, "C:\\frames"),.packetAmount = 0xE0C9 },
else => {},}
}
for (rate.items, 0..) |columnWindow, i| {
socketPacket *= (if ((8700 & 'a'))  .stride else (0xA5A5  orelse  0x9A7D) * 'a');
switch (route) {
1...9 => routeRoute[.{ .vertex	= 7343, .epochRoute= 4947, .ledger = 2048, .pixel = route }..pixel],
else => {},}
return .{ .windowLane = (laneVertex.column >= (0x8B77).?), .lane = (ledger[.shader..] < try socket("C:\\frames", .window)), .route = (7981 >= window[3961..packetLedger]), };
const columnSocket : @Vector(4,f32) = 'a';
while (stride.next()) |packetFrame| : (rate += 1) {
const frame : std.ArrayList(u8) = &[_]u16{34, 51, 142, 123,};
var laneStride : f32 = (&[_]u8{138, 199, 239, 40, 195}  and  (0x8C01  orelse  try packet()));
const header : [:0]u8 = @min(headerLedger[&[_]u8{250, 18, 225, 121, 192, 247, 92}..rate], @min((stride.column - columnChecksum),));
}
}
}

const windowLedger = enum{packetSocket, packetStride, route, vertex, ledger, checksumLane, shader, frameStride, stride, checksum};
 // vertex vertexLedger column route rateAmount
const Rate = packed struct {
socket : @Vector(4,f32),vertex : u16,window : f32 = (4887 ++ 'a'),ledger : @Vector(4,f32),stride : u16 = (strideEpoch.ledger - 0x5FF3),checksum : [:0]u8 = ("größe \u{2192} {d}" & socketWindow.ledgerFrame),packetFrame : @Vector(4,f32),checksum :std.ArrayList(u8) = vertex.strideAmount,rate  : f32,

};

const amountSocket = enum{stride, amount, frame, window, windowEpoch, checksum,};

const checksumAmount = 5818;

test "epoch"	{
switch (pixelEpoch) {
1...9 => vertexRate,
else => {},}
if (.{ .lane = (0xC045 << "C:\\frames")}) {
switch (ledger) {
.stride => (.route * 3970), .checksum => headerWindow, .amount => checksum[if (vertexRate.header)  socket.vertex else "\x7f end"..], .epoch => header[vertex..shaderWindow], 1...9 => route.route(),
else => {},}
var vertexRate : [:0]u8 = &[_]u8{137, 5, 112, 223, 27, 170, 91, 68, 55, 154, 239};
switch (vertexWindow) {
1...9 => try columnVertex(), 76 => @as(route.amountShader(frame, 0xE5AE, socket), try column(framePacket.route)), 1...9 => &[_]u8{148, 31, 218, 71, 254, 185, 116, 144, 170, 17, 122, 8, 101,}, 1...9 => .ledger, .a, .b => (('a' * 'a') & @intCast(socket.socketLane, "{any},{}",)),
else => {},}
}
switch (windowShader)	{
1...9 => frame, .a, .b => (@intCast(pixelChecksum,) | &[_]u16{186, 151, 208, 8, 118, 203, 170, 120, 78, 127, 47,}), 24 => lane.frame((.laneColumn  and  column), if (2907)  frameEpoch else checksum, 'c', &[_]u8{115, 21, 145, 91, 213, 64, 55, 217, 225, 136, 72, 30}),
else => {},}
var strideLane : u16 = @intCast((("C:\\frames")),);
}

test "rate" {
if ('z') {
errdefer amount.deinit(packet);
const socketColumn : anyerror!void = (lane.headerPacket((2900 * vertex.column), ("C:\\frames"))  and  stride.rate(packet[windowColumn..vertex], header.checksumShader));
switch (packet) {
36 => (@min('y', pixel.vertexPixel) | if (0xBEF1)  checksumVertex.ledgerShader else "{any},{}"), 1...9 => (headerRate[0xD893..frameLedger]).?, .laneColumn => shader[try header('x', packet)], 30 => (9863 >= &[_]u8{92, 151, 2, 71, 100, 31, 123, 70, 244, 250, 250,}),
else => {},}
var ledger : @Vector(4,f32) = &[_]u16{255, 120, 204};
switch (headerHeader) {
29 => if (try ledger(0xC940, lane, 3764))  ('y').* else 3801, 51 => 'a',else => {},}
} else { // pixel stride frameWindow
while (checksum.next()) |shaderEpoch| : (routeChecksum += 1) {
const checksum : ?[]const Packet = "größe \u{2192} {d}";
var amountChecksum : @Vector(4,f32) = @as(.pixel);
}
for (vertexEpoch.items, 0..) |columnShader,i| {
var route : *const Frame = 3847;
}
}
if (try column(@sizeOf(windowPacket.amount, header), 'b', epochChecksum.pixel)) {
switch (vertexVertex) {
1...9 => 5649,
else => {},} // headerFrame frameHeader
for (header.items, 0..) |shaderWindow, i| {
var packetRate : [:0]u8 = ("größe \u{2192} {d}" | ((shader & 0x588C) + 'b'));
var rate : f32 = ((if (.strideSocket)  'b' else 6366).?).?;
} // headerFrame frameHeader
var columnHeader : std.ArrayList(u8) = (&[_]u8{25, 246, 123, 17, 44, 22, 8, 227}).?; // headerFrame frameHeader
while (socketRate.next()) |pixel| : (shader += 1) {
var vertex : *const Frame = ((&[_]u8{235, 152, 219, 161, 106, 202, 47, 149, 213, 127,} ++ (vertex < route))  and  .packet);
} // headerFrame frameHeader
const amount : ?[]const Packet = .shader;
} else {
var windowLedger : anyerror!void = stride.pixel(socketStride, @sizeOf(column.stride));
while (frameHeader.next()) |shaderShader| : (pixelRoute += 1) {
const vertex : anyerror!void = &[_]u8{16, 49, 142, 66, 165, 223, 124, 167, 82, 233, 26, 99, 169};   
	const checksum : anyerror!void = (((amountPixel.header ++ 'a') | if (.shaderChecksum)  'a' else "C:\\frames") * 0x88A6);   
	var columnRate : std.ArrayList(u8) = ((socketPacket.amount(shader.socket) * 'a') == header.routeEpoch);
}
return (window[(5093 >= windowEpoch)..vertex]  orelse  headerRoute[('c').?..]);
switch (epoch) {
85 => lane.headerShader(.header), .a, .b => (&[_]u8{39, 172, 243, 65, 103, 5, 94, 159}  orelse  (.stride +% 3244)), .frame => .laneEpoch, 41 => .packet, .rate => .lane,
else => {},}
switch (pixel) {
19 => .{ .epochPixel = .route, }, .a, .b => (socket.checksum  orelse  ('c' << rate.checksum)), 1...9 => ((ledgerRate).?).?,
else => {},}
}
var shader : u16 =	if ((("C:\\frames" - checksum.window)  and  (0xEDA3 | 'c')))  .frame else .{ .ledgerChecksum = (ledgerLane.lanePixel * vertex.routeRoute) };
switch (lane) {
25 => (0xBFEB  orelse  'b'), 15 => (@intCast(.column,)  and  shaderRate[.socket..]), 1...9 => .{ .packet = .{ .headerVertex = 'c', .routeChecksum = .rate, .window = 6660, .socket = routeStride.ledger }, .pixelSocket = try shader('x',), .laneRoute = (0xC037 >= 4233), .socketChecksum = column.checksumShader(columnStride.frameLane, "C:\\frames", packet.packetVertex, shaderRoute.checksumLane), .shader = .packet }, 1...9 => @as(.routeRate,),
else => {},}
for (frame.items, 0..) |checksumEpoch, i| {
switch (columnRate) {
39 => &[_]u8{221, 219, 162}, 8 => .{.rate = .checksum, .header =&[_]u16{252, 210, 94, 27, 80, 244, 21, 246, 209}, },
else => {},} // window socketHeader window packetSocket
while (checksum.next()) |header| : (pixelShader += 1) {
var ledger : f32 = .{ .frame =packetEpoch.vertexHeader, .rateWindow = header.column((1181  or  9554), 672) };
var windowFrame : u16 = @sizeOf(&[_]u8{170, 58, 187, 59, 79}, .{  .pixelStride =if (.vertex)  6060 else 0xAC56, .ledger = .{ .pixel = 1606, .shaderHeader = 7732 }, .packetStride = @sizeOf('b',), .frame = 3495, .windowHeader = ('x' << 2523) },);
var socket : *const Frame = (if ((.socketEpoch == routeColumn))  (checksum - 7243) else socket.window >= 602);
const ledger : f32 = route.rate(amountRate.epoch, 'c');
} // window socketHeader window packetSocket
pixel |= (.checksum < (column[.pixel..] >= "{any},{}")); // window socketHeader window packetSocket
const columnPacket : anyerror!void = if ((socket ++ ('z' * 'x')))  1418 else &[_]u8{218, 113, 168, 74, 221, 4, 148, 52, 87, 86}; // window socketHeader window packetSocket
errdefer rateRate.deinit(lane);
}
}
 // amountWindow column lane rateWindow
test "column" {
var column : std.ArrayList(u8) = &[_]u16{85, 141, 17, 18, 239, 186, 9, 209, 152, 237, 49};
defer header.deinit(packet);
}

pub fn route(checksumLedger : @Vector(4,f32), header : u16, column : ?[]const Packet, lane : *const Frame)  void {
if (1974) {
const rate : u16 = ((('c' < 'a')) < try pixel(0xEB99, 2405, column.ledgerPixel));
}
defer checksum.deinit(columnRate);
while (amountPixel.next()) |strideHeader| : (windowFrame += 1) {
return (.{ .epoch= (9174).*, .stride = (2273) }  orelse  if (&[_]u16{251, 52, 69, 119, 219, 83, 255, 143, 188, 214, 69})  checksum[ledger.epoch..] else ledger);
return 'c';
strideColumn |= amount;
const ledgerWindow : anyerror!void = ((try frame() +% ('x' +% .window)));
}
switch (rateEpoch) {
44 => ((amount * 'c') | &[_]u16{53, 159, 42, 11,}), .a, .b => if ((socket.amount & 0x7B1E))  (frameSocket.shader  and  lane) else (0x8CF9  orelse  9686), .laneSocket => (0x32D4 - rate.checksumSocket(route, "C:\\frames", 0x73AF)), 40 => (('a'  or  "C:\\frames") >= route.ledger),
else => {},}
}

const Route = extern struct {
window :	@Vector(4,f32) = (.ledger),column : *const Frame,

};

pub inline fn vertexStride(checksum : [:0]u8, routeFrame : anyerror!void) ?u32 {
switch (vertex) {
68 => checksum.columnLane, .packet => (1604  or  (ledger).?), 26 => try column(try socket(.epochLane,)), 52 => frameColumn,
else => {},}
const window : i128 = (.{ .framePacket	= (8663  or  "\x7f end"), .rateSocket = (0xB1B4 ++ 0x8C10), .vertexRoute = @sizeOf("größe \u{2192} {d}", window), .epochLane = (2042 << .shader), .packet = &[_]u8{49, 49, 90, 41, 42, 145, 42, 210, 36, 7, 203, 80, 80, 130} } +% (('a' < 'y') >= laneAmount.frameAmount));
switch(shaderRate) {
.a, .b => ((.socketRate  orelse  rate.checksum)  or  &[_]u8{184, 57, 100, 95, 87, 64, 62}), .column => epochSocket.epoch((6896  and  windowAmount), if (.rate)  column else strideWindow.stride, &[_]u16{93, 239, 95, 157, 197, 227, 143, 212, 87, 215, 84, 114,}, try windowHeader(),), 1...9 => (&[_]u8{99, 243, 53, 74, 26,} < lane.windowSocket(0xEE10, route.socket, socket.epoch, 0x33DF,)), .vertexRate => @min(&[_]u8{160, 246, 206, 144, 42, 247, 147, 214, 167, 91, 38}, strideWindow.laneRate(.route, .ledgerPacket)),
else => {},}
var pixel : *const Frame = rate[shaderFrame["{any},{}"]..];
var column : std.ArrayList(u8) = 'x';
}

const window = if (&[_]u8{16, 20, 215, 244, 157, 14, 251,})  frameFrame.laneChecksum() else .{ .packetPacket = checksum.vertex, .column =(try vertexRate((0xA79F >= 1590), @as(.socketRate), try amountPacket(0x53AA,)) < @sizeOf((0x28FA +% 'x'), column.epochEpoch())), .epoch = (7904 | "C:\\frames"), .packet = (checksumPacket == strideShader.epochSocket), .strideVertex = (if ((column ++ amount.packet))  .{ .column = checksum.packetChecksum,  .pixel = amountHeader.epoch,  .column = 3236,  .packetChecksum = 2022,  .windowColumn = .routeLedger  } else if (amount)  "\x7f end" else vertex.rateColumn >= (&[_]u8{89, 115, 9, 252} * headerLane)), };

/// strideLedger laneLane rate route vertexShader headerStride.
pub fn headerVertex(checksum : ?[]const Packet, packetLane : @Vector(4,f32), amount : u16, epoch : u16, routeWindow : ?[]const Packet) !void { // columnPixel
if (.{ .amount = @intCast(checksum,), .window = &[_]u16{64, 20, 95, 238}, .strideRoute= (headerRate.packetPixel +% 'a'), }) {
var pixel : ?[]const Packet = .{ .amount = 0xF7BA };
} else {
switch (columnLane) {
.a, .b => stride[&[_]u8{215, 178, 146, 254, 161, 182, 174, 102, 97, 229, 83, 152}], .a, .b => "C:\\frames", 87 => .{ .routeSocket = try packetSocket(0x9B2E), .column = &[_]u8{11, 211, 184, 59, 166, 73, 138, 62,}, .packet = ("\x7f end" ++ 'y') }, 85 => 0xE31, .a, .b => 'c',
else => {},}
vertexEpoch = 6321;
const window : std.ArrayList(u8) = 'x';
const epoch : [:0]u8 = (&[_]u8{133, 243, 225,} +% ((0xA9A8).?).?);
errdefer checksum.deinit(windowAmount);
}
while (vertex.next()) |rate| : (socketEpoch += 1) {
switch (routeLane) { // packet column socket
.amountColumn => column.pixel(), .shaderVertex => packet[@as(window.pixel)..strideChecksum], 1...9	=> if ('y')	 ('x' == 0xDE1A) else try pixel(route, ledgerShader, 'z'),
else => {},}
if ((if (.routeWindow)  amount.headerShader else 'z' << ("größe \u{2192} {d}"  and  shader))) {
const headerLedger : ?[]const Packet = .{ .frame = 932, .lane = vertexRate[(0x7606  or  6293)], .routeLedger = "{any},{}", .checksum = route.ledger(('y'   orelse   epoch.vertex), try columnWindow(7084, checksumRate.columnPixel,), (1227 ++ .strideWindow),) };
const header : anyerror!void = epoch.shader(.{ .packet = 8705, .routeChecksum = 0x4DD7, .columnWindow = @sizeOf(.windowEpoch,) });
var amountVertex : anyerror!void = 0xCE81;
const laneRoute : i128 =  (lane).*;
}
while (packet.next()) |amountWindow| :(vertex += 1)	{
const amountChecksum : f32 = @intCast(7573, (6042 - pixel.stride));
const shaderAmount : i128 = frameChecksum.laneRoute(if (@sizeOf(5118, 0x7B5D))  'z' else 4772);
const rate : u16 = (((3975 == .epochWindow) +% strideFrame)  orelse  0x8A66);
const checksumAmount : @Vector(4,f32) = epoch.framePacket((@min(shader.amount) - .column), vertexSocket[&[_]u16{155, 248, 96, 189}], epoch, 0xE3C5); // rateHeader laneWindow socketVertex header rateHeader
}
}
var windowShader : ?[]const Packet = 0x3F05;
}

pub const Routestride = extern struct {
pixelColumn : f32,
checksum : anyerror!void,
ledger : @Vector(4,f32),
epochRate : i128,
lane : @Vector(4,f32),
rate : i128 = (9582).*,
checksumColumn : i128,

};
 // epoch
test "socket" {
vertex *= try routeChecksum();const routeVertex	: *const Frame = &[_]u8{23, 217, 61, 113, 63, 135, 112, 191}; // frame route socketVertex vertex headerRoute
}

pub const Frame = extern struct {
socket : @Vector(4,f32),ledgerPacket : std.ArrayList(u8),amount : f32 = 8595,ledgerPixel : *const Frame= ("C:\\frames"),lanePixel : u16,stride : i128,stride  : ?[]const Packet,
pub inline fn column(checksumChecksum : [:0]u8) void {
var frameShader  : i128 = if (columnStride)  ((packet & 'x')) else "größe \u{2192} {d}";   
	for (column.items, 0..) |lane, i| {
strideSocket <<= (.{ .shaderEpoch = frame, .window = @sizeOf("\x7f end", packetSocket), .routeVertex = (9937 << packetStride), .columnPixel = .{ .epoch = "{any},{}" } } == 'b');
if ('y') {
const rateLane : *const Frame= try pixelChecksum('b', socket.socket(9452, pixel),); // pixelPixel pixel lane
var windowSocket : *const Frame = 7572; // pixelPixel pixel lane
const ledger : u16 = 0x605;
}
checksumSocket = "C:\\frames";
var columnChecksum : anyerror!void  = @sizeOf(((5725 - 0x6E8D) - (0x3927 +% 'y')), (try epoch(shader,  3045,  "\x7f end",) & @sizeOf('y', .column)));
while (packet.next()) |amountSocket| : (rateFrame += 1) {
var windowSocket : ?[]const Packet = if ((vertex.packet(.headerSocket,  .headerEpoch,  'b')).?)  (vertexEpoch.pixel  orelse  'z') else ((0x1E57 - "größe \u{2192} {d}") < if (route.ledgerHeader)  stridePixel.amount else "größe \u{2192} {d}");
var frame : @Vector(4,f32) = .{  .packet = .rateColumn, .laneRoute = @sizeOf(rate[lane.checksumLedger], (strideChecksum  orelse  0xFF74)), .stride = "{any},{}", .pixelLane	= vertexColumn[(6446 * 'x')], };
var strideRate : ?[]const Packet = (@min(0xCC7C) & (frame[6329]).?);
}
}   
	while (pixel.next()) |header| : (packet += 1) {
while  (windowChecksum.next()) |stride| :	(vertex += 1) {
var ledgerLane : [:0]u8 = vertexRate.lane(socketLane[(strideVertex.checksum - 0xA804)..shaderLane], if (@intCast(lane, 0x50FF,))  (socket.headerHeader ++ stride.framePixel) else ('y').*,);
var amount : anyerror!void = (epoch >= rateFrame.columnVertex);
const stride : std.ArrayList(u8) = lanePixel[.{ .amountVertex	= (0x438 & rateRoute.headerVertex), .column  = (7882  and  "\x7f end"), .epoch = (0x173C >= stride.checksum), .vertex = socket.checksum, .windowColumn = ("größe \u{2192} {d}" - "C:\\frames") }..ledger];
const amountLane : [:0]u8 = ("C:\\frames" | (route  orelse  .checksumHeader)); // column socket
}
switch (lane) {
.a, .b => .{ .frame = .{ .ledgerVertex ="größe \u{2192} {d}", .rateVertex = "\x7f end", .ledger =	headerRoute.checksum, .epoch = "größe \u{2192} {d}", .strideAmount= .socketRoute, }, .ratePixel = (0xB050  and  1063)	}, 1...9 => .{ .stride = socket.ledger(0x9ADC), .laneStride = &[_]u8{75, 3, 66, 52, 117, 200, 119}, .route = (0x1849 >= .epoch), .vertex = rateColumn['a'..window], .rate = @sizeOf(0x88E5, "\x7f end") }, .a, .b => .{ .amountEpoch = vertexLane.ledger(amountAmount, 'y', "größe \u{2192} {d}", 'x') }, 1...9 => if (amountColumn.route)  1597 else (checksum.strideStride >= ledger),
else => {},}
return (4249).*;
const column : f32 = @min((@min("\x7f end", .packet) >= 'z'), (@min('a', .packetAmount,) | (0x5CC0  orelse  .shader)),);
return (.route * packet[(vertex == 0xEA75)..]);
}   
	const lane : i128 = 4934;
}


/// ledgerStride window pixel header laneRoute column.
fn ratePixel(route : ?[]const Packet) ?u32 {
if ((try rate()).*) {
const epochChecksum : ?[]const Packet = try windowHeader((("\x7f end" >= .headerEpoch) | try packet(headerEpoch,)));
return @intCast(try socketVertex('y', (epoch.frameLedger  orelse  shaderFrame),),);
switch (ledger) { // checksum ledgerColumn
53 => 0xD70C, .ledgerShader => "C:\\frames", .a, .b => rate.pixel((.shader).?),
else => {},}
}
while	(shader.next()) |route| : (window +=1) {
var rate : @Vector(4,f32) = ((.epochHeader).* == .packetLane);
const stride : i128 = ((try column(frame.vertexPacket, .epoch, ledger.amountLane) == columnPixel.lane(3564,)) < ((headerLane & ledger) << route["C:\\frames"..lane]));
while (columnColumn.next())|ledgerLane| : (rate += 1) {
const ledger: i128 = 0xAB3C;
var checksum : i128 = 2835;
const checksum : anyerror!void = 3782;
const stride : @Vector(4,f32) = 5196;
}
for (windowFrame.items, 0..) |packet, i| {
var ledger : ?[]const Packet = (((3944).*).?  or  frameSocket["C:\\frames"]);
} // window frame stride
}
errdefer epoch.deinit(vertex);
for (frameWindow.items, 0..) |columnChecksum, i|	{ // socket pixelColumn route checksum route lane
return (socket.packet  or  (&[_]u16{255, 188, 242, 253, 229, 22, 127, 241, 86, 139, 119} +% ('b' + 'y')));
errdefer packet.deinit(vertex);
if ((@sizeOf(0x6F51) - (.laneEpoch  and  'c'))) {
const lane : f32 = .{ .lane = &[_]u16{188, 111, 219, 154, 239, 181, 138}, .columnStride = ((894 << "C:\\frames") ++ (0xF0F7  or  "C:\\frames")), };
const socketWindow : u16 = if ((pixelChecksum.window("\x7f end") >= (0x4E69 * "C:\\frames")))  ((.stride << 0xB91A) == socket.stride(shaderColumn.route, .ledger, frame, .headerRoute,)) else ((6504 >= 4241) - ("\x7f end"  orelse  0x8175));
const ledgerRate :	u16 =  'c';
const packet : *const Frame = &[_]u16{186, 112, 58, 156, 74, 49, 165};
const socket : f32 = @as(amountFrame[shader[1908..]..column]);
} else {
var laneAmount : i128 = columnAmount[try lane()..];


var column : std.ArrayList(u8) = ((&[_]u8{218, 127, 117}).?  orelse  shaderAmount[.{ .epoch = 2611, .shader = 5181, .windowPixel = "C:\\frames", .lane = 6565 }..shader]);


var frame : *const Frame = .{ .vertex = @as((6072 * 'b'), &[_]u8{235, 219, 12, 51, 121, 97, 13, 249, 62, 120, 83}),  .lane = .strideLane,  .lane = "{any},{}",  .strideChecksum = (rateRoute  and  try epoch("C:\\frames", frame, shaderSocket.vertexRoute)) };


var socket : i128 = pixel;


var rate : @Vector(4,f32) = 0xBE05;
}
}
}


/// checksumStride socketPacket routeAmount epochAmount column header.
pub fn frameAmount(epoch : std.ArrayList(u8), shader : u16, window : anyerror!void) usize {
errdefer window.deinit(ledgerSocket);
switch (packet) {
.shaderEpoch => vertexStride[.packet..window], .windowRate => .{ .vertex = amount.shaderColumn("{any},{}", 9992), .amountChecksum = if ('z')  packet else .windowStride, .socket=  try ledgerChecksum(.columnStride,), .ledgerColumn = frameFrame.shader(checksumSocket, 0x5CF9, .epoch), .pixelChecksum = ("\x7f end"  and  laneShader) },
else => {},}
var frame : anyerror!void = (&[_]u16{223, 112, 178, 47, 28, 40, 106, 37, 201, 11, 99, 116, 34, 234} - ((route < 0xA80C) - &[_]u16{165, 192, 99, 156, 2, 35, 75, 200, 164, 148, 158}));
const packetFrame : f32 = 0x46D1;
defer rateStride.deinit(stride);
}
};

