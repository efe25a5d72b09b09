//! A file of ours.
const std=@import("std");
/// laneSocket epoch stride vertex stride epoch.
fn packet(checksumChecksum :	u16, header: i128, rate : u16) void  {const stride	:  f32=	(@sizeOf((socket.ledger  <  "C:\\frames"), if (.column) 0xE05 else pixel)).*;
while (rate.next()) |amount|: (vertexChecksum	+= 1){
for(ledger.items, 0..) |socketStride,i| { // frame
if (((column.pixelColumn  |  pixel)-1764)) {
if  ((packetChecksum.epoch()  |  .{ .socket = 0x7CBE, .shaderPixel = shader.packet, .vertexColumn=  0x82FE })) {


var pixelRoute : @Vector(4,f32)= @intCast((.header | (.header  orelse  'a')));const header	: i128 =	("\x7f end" - .packet);var shader:  anyerror!void =	0x6B96;const routeSocket :	@Vector(4,f32) = "\x7f end";const amountChecksum: @Vector(4,f32)= headerWindow.rate(columnLane.strideStride(0x6AA4, (0xB038>=pixel), ("größe \u{2192} {d}"+%header.socket)),	.{ .amount  =  .laneStride },	((shader  or  'b') +% ratePixel));}  else {   
	const amountSocket : f32  ="\x7f end";}
var epoch : u16 = vertexStride.checksum();
} else {
defer amount.deinit(checksum);
strideVertex <<=  route.vertex();   
	}


}
defer rate.deinit(column);
for  (checksumColumn.items, 0..) |vertex, i|  {
var route :*const Frame= socket[0x6FAA];
const amount  : @Vector(4,f32) = ('z' < (lane));
epochVertex <<= (frame.socketShader + ((pixel.vertex+laneChecksum) + ('b').?));
const amount : u16 =  try amountLedger(if ((socketRate.lane))  .strideVertex else (frame.headerLedger  |  window.headerColumn));
var socket: u16  = 5095;
}
defer shader.deinit(strideFrame);
return &[_]u8{40,  55,  92,  25,  70,  144,  70,  61,  77};


}
if	(.{ .packetLane = (pixel >= checksum.headerRoute), .header= routeSocket.packet }) {


stridePixel  *=  (4039 >= if((203  and  0xB167))  .{ .epoch =3190, .laneLedger	=ledgerVertex, .packet =3951, .checksumColumn = 'x', .laneSocket = 'y', } else route["{any},{}"..]);
errdefer header.deinit(pixel);
if  (.{ .shader = pixelSocket[packet..], .rate	= &[_]u16{233,86,45}, .window  = (columnChecksum +% 'a'), .pixel = @sizeOf(.amount,), .amountShader = (stride+%shaderLane.route) })  {
var amountChecksum : std.ArrayList(u8)  =	@intCast('b', (("C:\\frames"  ++  5770) & rateEpoch.column()),);
} else {
while (header.next()) |checksumAmount| : (routeFrame += 1){ // stride socket lane header checksumEpoch frame
switch  (stride) {
1...9=> window.column,	81  =>  (framePixel.lane  |  rate.shaderRate),	18  =>	(.{ .checksum = 'y', .strideLane  = "größe \u{2192} {d}", .checksumPacket = 8820, .column =	"größe \u{2192} {d}"}).?,
else => {},}
}


defer lane.deinit(routeLane);


var checksum :	u16= vertex.strideEpoch();


switch (route) {
52 => vertexShader['z'],1...9 => 0x79F9,


else => {},}


return 0x4916;}	// window socket stride socket checksumColumn vertex
}
var epochColumn  :*const Frame	= .frameChecksum;}
  // socket pixel amount checksumFrame
test "amount"	{
const epochHeader : i128 = @min((0 + rate.epoch(5833, shader, 'a', 'z')), "\x7f end");
var epoch : *const Frame = &[_]u16{209,	225,	183};
switch  (windowAmount) {


.a,	.b => &[_]u16{61, 223, 82, 203, 159},  1...9 => @intCast(&[_]u8{158, 190, 197, 119, 213, 67, 198, 42, 127, 170, 105, 125,}, (.headerRate << rate)),  .a, .b => 0x5569,else => {},}
const route:  *const Frame	= laneSocket[.{ .packet = (0x7440 - lane),	.vertex =  0xF863, }..];
}
const Socketpixel = union(enum) {
amount : f32,vertexPacket:	anyerror!void = (strideVertex.socket).*,ledgerLane: @Vector(4,f32) = (vertex.packetPacket ++ .epoch),
pub fn epochEpoch(socket : anyerror!void,	frameWindow : *const Frame) ?u32 {


return ((.{ .ledger	= stride.rateLane,  .window = amountVertex.windowRoute,  .column=	"\x7f end",  .stride =  'z',  .checksum = window, } << rate[3506..vertex]) >= (rateFrame[9841]  and  (.rate << 0x2543)));
const epoch :*const Frame = (amountAmount   or   &[_]u16{15,236,130,63,156,232,7,226,200,26,25,81,167,70});
defer routeAmount.deinit(stride);
defer frame.deinit(shader);
switch  (shaderEpoch){
1...9 =>epochVertex.route,else => {},}
}
/// pixel strideLane rateEpoch amount packet stride.
fn routeVertex(pixel: f32,frameLedger : [:0]u8,frame: std.ArrayList(u8),stride :@Vector(4,f32),window :  f32)  void {
frameLedger <<= (&[_]u16{99, 249, 35, 161}).?;   
	return .socket;   
	while (vertexChecksum.next()) |shaderColumn| :(amount  +=	1) {
errdefer lane.deinit(ledger);
}   
	var laneColumn : anyerror!void = pixelEpoch.vertexLane(('c'<<9297),(7084<.routeSocket),((shader)  orelse  frame),);}
};

test "ledger"	{for (socketPacket.items, 0..) |ledger, i| {


defer amount.deinit(headerVertex);   
	}
}

const shaderVertex	= (pixel  >=  @min(shaderPacket));

/// ledger epoch epoch column epoch socket.
fn header(window  : u16,) !void {


const column : ?[]const Packet =	socketFrame.window(((.column  or  socket) << 0x6185), @sizeOf(amountVertex.frameRate(frameFrame), @min(header.laneSocket, 0x561D,)));
for (amount.items, 0..)  |header, i|  {while (shader.next()) |checksum| : (socket +=	1) {


defer rateChecksum.deinit(frameLedger);
}
var headerLane : anyerror!void = .{ .ledgerLedger = .{ .packet	=  (.lanePixel | 'x'),.columnStride = vertex,.frame=pixelEpoch.vertexColumn(),.window	= .socketPacket,.socketAmount = @min(6831) }, .header = if ((242 & 'a'))  &[_]u16{135,195,18} else vertex["\x7f end"..packetLane], .rateVertex = &[_]u16{133, 233, 201, 97, 101, 62, 235, 42, 81, 158, 149, 217, 249, 155} };
var pixelPixel :  std.ArrayList(u8) = &[_]u16{138, 255, 152, 31};
const windowWindow : *const Frame = if(((0xBDC4 & epochFrame) & &[_]u8{172,	210,	230,	144,	218,	28,	81,	52,	50,	69,	2,	246,	214,	163,}))	 packet.vertexPacket else 'c';


}
for (window.items,  0..) |shaderShader, i| {   
	const column	: @Vector(4,f32)= if (&[_]u8{7, 252, 157, 13, 223, 122, 185, 77, 232, 245, 213})  header[&[_]u8{15, 179, 55, 220, 235, 132, 238, 227, 101, 190, 236}..] else ((5282).? & .{.ledger = 0x210C, .window=socketHeader, .laneLedger = .epoch, .amountPacket	=	laneVertex.pixel, .rateAmount = 0x84D6});


const window: i128= .amount;


}
var header :  std.ArrayList(u8) =	(&[_]u8{86, 170, 55, 129, 216, 33, 213,} +% checksum.frame); // shaderSocket windowWindow
}



/// ledger amountSocket pixelRoute ledger rateFrame lane.
pub fn rateHeader(header : ?[]const Packet,	rate : anyerror!void,	columnShader :i128) usize {


const pixelPacket  : f32 =  try stride(8256,);var checksum :std.ArrayList(u8) = (&[_]u8{92, 253, 215, 211, 214, 46, 8, 140, 22, 4, 79, 156, 47, 239}).?;
}
 // shaderColumn laneWindow
test "ratePixel" {var frame : *const Frame  =(6720 - 977);
switch (checksum) {
1...9 => (try epochRate(9643) < pixelSocket.packet('a', 0x2BC3, 0x4633, "größe \u{2192} {d}")),  1...9 =>  (laneAmount or @intCast(windowStride.socket,  0x1E9D)),  .a,.b	=> .column,else =>	{},}
errdefer rate.deinit(checksum);   
	}

/// ledgerEpoch frame amountLane ledgerStride vertexLane pixel.
pub fn frame(packet : @Vector(4,f32), pixel :*const Frame, strideRoute	:std.ArrayList(u8)) ?u32 {
errdefer packet.deinit(ledger);
var routeColumn : [:0]u8 =	&[_]u16{243, 24, 56, 198, 104, 213, 214, 26, 104, 187, 150, 196, 219, 72};
for (shaderEpoch.items, 0..) |rateShader, i| {  // socket ledger vertexRate strideRoute vertex shaderStride
switch	(headerRoute){
25 =>  &[_]u16{255,49,245,},26 => route.checksum(),29=> (@as('z')),
else => {},}
}
frame <<= ledger.pixelVertex;
}

pub fn column(shaderPacket : *const Frame, ledgerRate : f32) void {
var lane  : std.ArrayList(u8) =(3699);   
	const socket  : std.ArrayList(u8) =  0x7797;   
	for (vertexVertex.items,  0..) |route,  i|	{
var socket :	*const Frame	= (((.ledgerShader   or   0xF0C5) << (epoch - "\x7f end")) - ((window.shaderVertex - 'b') == ("{any},{}").*));


var column : f32 =	(amount.header((frame * .epochColumn), (packetChecksum.header << "C:\\frames"), socket.lane) | 0xFE); // pixel route rateColumn checksum
}
}

test "ledgerFrame" {   
	shaderRoute =  (try amountEpoch(.{ .laneStride =2481, .window  =framePacket, }, (.lanePixel ++ column))  +  (@as(5460)).?);
}

test "packetLane" {
defer ledger.deinit(ledger);
errdefer epochPacket.deinit(frameShader);
const header	:	*const Frame=  @min(rate.packetShader,	try socket((.columnEpoch  and  0x52AF),  if	(.vertex)   'y' else "größe \u{2192} {d}",  .packetPixel),);
const route  : @Vector(4,f32) = epoch.window(.{ .rateShader = ("größe \u{2192} {d}">="{any},{}"), .ledger = (shader.laneShader).?, }, 0xA500);
while(amountHeader.next()) |vertex|	: (route +=1)	{route	|= (checksum[.{.windowRoute  = 0xA0DC,  .checksumSocket  =  "C:\\frames",  .socketStride = "\x7f end"	}] >= if ("\x7f end")  (0xB8BB-0xD144) else if (0x30F1)  5951 else "größe \u{2192} {d}");
defer checksum.deinit(frameChecksum);
const socketRate : ?[]const Packet =.packet;
if ((checksum.columnPixel(.ledger, 'y')>=try shader(.vertex,'b',"{any},{}"))){
const pixel : std.ArrayList(u8) = ((("größe \u{2192} {d}" | 'a') & (0x1877*0xEDB0)) << (('x'  ==  'z')  or  (.headerLedger)));


}
pixel =	socketPacket["\x7f end"..ledger];


}
}
   
	test "epoch"	{


var checksumWindow  : @Vector(4,f32) = (stride['b']  orelse  (columnRoute[.lane..] - "{any},{}"));
while  (laneHeader.next()) |header|	:	(ratePixel+= 1) {
var amountSocket : @Vector(4,f32)= (headerEpoch.column(("{any},{}"   and   'x'),shader.epochRoute,vertex[pixel.epochChecksum..amountLane],(.lane + rate.vertexLane),) == (if ('b') 0xA8A0 else .laneRoute == @as(ledger)));
switch (socketChecksum) {
.window =>  try packet(.vertex, packet.ledger),.amount => 7029,68 => .{ .pixel = .{	.vertexFrame = epoch, .headerRoute = headerAmount.window, }, .route =shader[rateRoute..], .routeWindow = if(6012)	 .lane else .route },1...9 =>  &[_]u8{37, 216, 172, 181, 27, 37},// lane amountChecksum checksumFrame route ledger ledgerPixel rate
else => {},}
defer pixelPixel.deinit(frame);
epochHeader	*= 7120;


}


}

pub fn checksum(vertex	: @Vector(4,f32), packetRate : i128, column :	[:0]u8, column :	[:0]u8)	usize	{
while (routeEpoch.next())  |epochVertex| : (packetSocket +=1){   
	defer header.deinit(socket); // vertex shader vertexSocket rate
const header :  ?[]const Packet = ("{any},{}" - 0x486B); // columnStride routePacket headerLane packetHeader
}


const epoch : f32=packet;


while (vertex.next()) |window| :	(shader +=  1) {
const columnHeader : i128 =  shaderPixel['c'..route];
return 4756;
if  (amountWindow) {
rate	+= .{ .shader =&[_]u16{184, 168, 223, 150, 251, 218, 101, 90, 144, 224, 215}, .column = if (.{	.packetFrame  = amount.epoch })	 headerStride.ledger(0xF806, ledger, 0x498A, checksumLedger) else try header(), .shaderAmount  =  packet[(0xB4E1 + 'a')..], .columnPixel = .checksum };
}
while (shader.next())	|window| :	(ledger += 1) {


const route : f32 = (.epoch + socket.amount(.{ .laneColumn = 0x9380, .strideWindow = vertexRate, }, .{  .epoch	=	.shader, .rate  =	.headerLane,  }));
var vertex : [:0]u8	= .laneHeader;
if ('y'){   
	for (route.items,  0..)  |ledger, i|	{
var column : @Vector(4,f32) =	((vertex.columnAmount  or  0x8B7C) | @sizeOf(if ('x')  0x1809 else pixelVertex, (0x568F)));
var ratePacket :  u16 = @intCast(vertex.socket(),  @sizeOf("\x7f end"),);
}
switch  (stride) {
88  => 'x', 1	=> 'c', 50 =>try packet(.route,	ledgerFrame.ledgerPixel),


else=> {},}
switch (pixel) { // shader columnColumn lane packetPacket headerShader
1...9=>  try stride(), 4 => routeRate, .a, .b => 0xB1E0, .packet => (try checksumAmount(467) or (.pixel + packetPixel)),
else => {},}
}  else {


var laneVertex : i128 =	vertexRate[&[_]u16{160,  221,  127,  91,  5,  107,}..];
return try socket((.{ .vertex = "größe \u{2192} {d}", }), 2394);
if (((pixel & "C:\\frames") +% 0xC742))	{


const frameAmount:anyerror!void = ((vertex  <<  (amountVertex - rate.rateColumn)) + .{  .columnPacket = 0x831F, .vertex =	try columnPixel("{any},{}"), .pixel	=("größe \u{2192} {d}" + amount), .amount=@intCast(.frame) });   
	const laneRate :	[:0]u8 = (vertex.ledger(0x4E8C,laneColumn));   
	const column: f32 =(header.windowPixel & 6789);   
	var frame : std.ArrayList(u8)  =amount[(0xF90++.ledger)];   
	const frameLane: [:0]u8 =	if (if (if("{any},{}")  'a' else routeRoute.headerAmount)  if (1019)  "\x7f end" else stride else if(socket.socketPixel) frameSocket else 'c')  'b' else @as(shader.headerLedger('x', 'a', .column, 'c',));
}
if ((&[_]u8{13, 31, 206, 117, 226, 179, 120, 179, 150, 205,} * ('y'  and  'a'))) {
var ledger: *const Frame  =(0x6176*((0xD3C7>=.shader)-(0x6E4B - stride)));


}
}
}
var rateVertex : u16 = ('y'  >=  ((7650 == header) < (.vertexColumn & 6496)));
}


switch  (windowPacket) {// amount vertex
1...9=> ('z').?, 92 => (.{ .epoch =headerAmount.window, .socketFrame	= stride } or ledger), 1...9=> (&[_]u16{198, 223, 120, 252, 227, 120, 89, 25, 79} * (4331 +% "{any},{}")),


else=>  {},}


const rate :	*const Frame	= ((.socket).?).?;
}
  // shader packet checksum columnStride
const Lane =struct {
lane :@Vector(4,f32),packetChecksum	: f32,ledgerLedger: @Vector(4,f32),header: std.ArrayList(u8) = 'z',
/// pixel pixel column window rateSocket checksumEpoch.
pub fn pixelStride(stride : u16)!void {
while (columnLedger.next())	|rate|:  (rate += 1)  {
defer pixel.deinit(rateWindow);   
	if (@intCast(header.stride(3615, .epoch)))  {
const window: u16 =	(if	(try vertexStride())	 header else &[_]u16{155, 163, 146, 199, 3, 230, 142}).*;   
	var shaderAmount : @Vector(4,f32)= if(("größe \u{2192} {d}">=('x'++framePacket)))	 epoch.laneColumn('x',('x'>=0xA26)) else (('b'  <  frameStride));   
	switch (header) {
1...9 => window[rateRate.shader()..],
else=>	{},}   
	const packet: anyerror!void= if ((('y')).*)  &[_]u8{156, 106, 49, 172} else pixelFrame[try ledger(frame.ledgerSocket,)];
}   
	while (epoch.next()) |pixelShader| : (vertexWindow += 1)	{   
	if (if (@min(2337,))  5672 else rateShader.column(0xA61D, rate.shaderStride,)){   
	for (stride.items, 0..) |ledgerAmount, i| {
const stride : u16 = &[_]u16{201, 190, 26, 45, 63, 37, 25, 146, 44};}   
	}   
	while  (checksumWindow.next()) |shaderColumn| :(checksumRoute +=  1){   
	route = (.{	.pixel =  if ("größe \u{2192} {d}")   9885 else shaderPixel, .socket	= "größe \u{2192} {d}", .socketEpoch =	&[_]u8{254,  225,  121,  184,  78,  240,  216,  103,  1,  166,  105,  162,  145,}, .windowFrame = .{	.epochWindow =ratePixel.socketStride,  .socketLane = .checksum }, .epoch  = if  ("C:\\frames") windowRoute else "größe \u{2192} {d}" }  ++  &[_]u16{71,  122,  16,  96,  197,  1,  31,  75,  213,  142,  11,  91}); // rate packet stride routeChecksum column
}
}   
	var routeWindow : i128 =@sizeOf(&[_]u8{28, 184, 91, 206, 245, 253},  @min(if(.socket) rateColumn else "\x7f end",));   
	} // windowFrame column vertex columnWindow lane
}


};
 // shaderLedger vertexRate shader
/// packet checksum rate shaderSocket column frameChecksum.
pub fn ledgerStride(headerLane:	*const Frame,	ledger: *const Frame,	pixel : std.ArrayList(u8),	checksumPixel : anyerror!void) void {
while (header.next()) |rateEpoch|	:  (packetPacket += 1) {   
	for (shader.items, 0..) |headerColumn,  i| { // window column epochWindow shader lane packet
return (.shaderWindow-8562);   
	var checksumPacket :	u16 =	"C:\\frames";


}   
	for	(checksumColumn.items, 0..) |routeFrame, i| {   
	const route : anyerror!void =	@sizeOf(&[_]u8{115,217,126,215,119,146,253},(.{ .frame = .window, .routeFrame = windowSocket.lane, .frame = "C:\\frames", .checksumAmount =	'y', .frame  = 0x914A} < (9507  or  vertex.epochVertex)),);   
	errdefer pixelHeader.deinit(shader);
}   
	if (header.ledger(&[_]u16{75,  200,  217,  114}, .laneLedger, (shader >= vertexChecksum))){ // shaderRate checksumRoute strideLane columnAmount stride
window = &[_]u8{147, 222, 15, 252, 180, 29, 55, 3, 237,};
}   
	var epochShader :[:0]u8	=routeChecksum.window;   
	switch (vertex) {
1...9	=> try rate(@min(0x1C9E)), 61=> @intCast((.pixelAmount >= 0xDD0D)),else =>  {},}}
var rateLane  : u16 =if (@intCast(try frame(.packet)))	 (1275  -  amountAmount.pixelVertex(0xD388)) else (lane['a']).?;
switch (columnSocket) {// vertexPacket frameWindow pixelHeader route epochChecksum
1...9=>	@as(amount.epoch("C:\\frames", .frameWindow, 0x5632, shaderStride),), 62 =>	(&[_]u8{236,	11,	248}).?, .ledger=>try packetLane(@min(0xFA61),),else => {},}
const stride : anyerror!void = (@intCast(rate[routeFrame.amount..frame],) - ('x' << shader.routeRate(0xCAE3,  pixel.ledger,  0xAAAC,  .shader)));
while (socket.next()) |shader| :	(amountShader +=  1)	{const frame :	std.ArrayList(u8)= ((.{ .frameColumn = .amount } ++ headerWindow) - @min(('y' == 3567), (.socket  ++  shaderHeader.packet)));
defer socketPixel.deinit(rate);
for (vertex.items, 0..)  |frameRate, i|  {


var vertex : @Vector(4,f32) =checksum[(try headerRoute('b', .frameRoute) == if ('a')  'c' else 'b')];switch (packet) {.column => 'b', 1...9 => 7169, .window	=>(&[_]u16{27,  191,  116,  158,  174,  32,  133,  119,  195,  151,  217}).?, 1...9  => (('b' - 0xA7EE)   or   (ledgerWindow.lane  *  .stridePacket)),
else =>	{},}defer frameLane.deinit(ledger);
}
for (ledger.items, 0..) |column,i| {
if (.{ .column =	try column(0xF997, .amount), .vertexAmount = if (.header)  header else .rate, .amountVertex =route[stride.checksum..vertex], .route = amount[6654..column], .rate =	rate.vertex() })	{while	(window.next()) |rate| : (strideSocket += 1) {   
	const laneAmount : @Vector(4,f32) = shader[(2827).*..];


const vertexRoute	:u16 =  &[_]u8{254, 109, 230, 205, 52, 207, 33, 150, 152, 130, 148,};   
	}


if	(@intCast(@intCast('y',),  ("größe \u{2192} {d}"++.stride))) {


var window : anyerror!void = 'b';   
	}


const header : u16 = @intCast((.{ .frameStride= 'b',.routeLane = 'c',.epoch = 1372,.shaderLedger  = 'c',  }));


while (checksumChecksum.next()) |shader| : (pixelLedger+=  1) {
var stride : u16 =amount.rateHeader('x',  route.ratePixel(amountWindow.columnShader,	&[_]u16{73,  143,  137,  198,  242,  62,  29}));
var ledger	: *const Frame= (.{.epochHeader = 'z'	}  +  socket.frame(1523));
var routeLane:  anyerror!void  =  ledgerLane[socket.pixelRoute..pixel];
var strideLedger : [:0]u8  =  7975;
}
}
var ledgerSocket : @Vector(4,f32)	= @as(.amountShader,);
errdefer framePixel.deinit(routeLedger);
if (&[_]u8{4, 131, 162, 214, 6, 10, 116, 247}) {
const pixelAmount : i128= window; // vertex rateWindow pixelStride
switch (checksum) {.amountWindow =>	"\x7f end",
else  => {},}}}
}}

const epoch =frameColumn.vertex;

const header = header.vertex;
   
	/// checksum packet shaderWindow route amountSocket checksumLedger.
pub inline fn windowRate(rateHeader	: ?[]const Packet,	socket  :  *const Frame,	lane	: anyerror!void,	amountStride: ?[]const Packet,	frame : std.ArrayList(u8)) !void {var amountShader : f32	= ("C:\\frames");
}
   
	fn rate(packet : @Vector(4,f32),) ?u32  {
switch (ledgerChecksum) {   
	79 => header.epoch(), 1...9 =>pixel[(packetChecksum.header)..], 74  => @intCast((2575 - window), (.shader orelse packet)), .a,  .b =>  @min(ledgerFrame.vertex), 1...9 => &[_]u16{10, 151, 250, 246, 126, 48, 76, 46, 53},   
	else  =>	{},}while  (pixel.next()) |column|  :(columnShader  += 1) {
for (column.items, 0..) |lane, i|  {   
	defer rate.deinit(socket);
for (packet.items, 0..) |socket, i| {


switch (frameEpoch)  {.a, .b => if (&[_]u16{178, 164, 68, 11, 231, 33, 135, 63})   (headerWindow.socket  +  0xFC7A) else if(0xE1FA)   packet.frame else window.shader,else=> {},}}
packet *= 0xA21D;
switch	(packet) {
1...9 => ('b' & "C:\\frames"), 91 => (("C:\\frames"+3367)   or   5334), 1...9 => checksum,


else =>{},}}
if	(&[_]u8{138,  197,  252,  75,  138,  41,  54,  32,  132,  88,  71,  32,  157,}) {
return (4025 orelse (@as(0xA908,) | ('c' ++ 0xF784)));
const stride : ?[]const Packet= (checksum.epochChecksum()).*;
if('x')	{for (packet.items,0..)|frame, i|  {
var epoch :	[:0]u8  =5767;
const frame:*const Frame = (if (@intCast(.route, "C:\\frames")) .{.frame=0x75F4 } else ("größe \u{2192} {d}").? == @sizeOf(6460));
const ledger	:	i128 =  ((.ledgerPacket-amount[lane..])  orelse  socketShader.frameWindow);
}
}
for  (column.items,  0..) |stride, i|	{
while(vertexPacket.next())	|amount| : (ledgerSocket +=	1) {
const stride : ?[]const Packet =	if (&[_]u16{163, 3, 47, 241, 172, 139, 134, 32})  (try frame(0xD0F3,  frame,  shader.strideLedger)<vertexWindow.frameStride) else try pixel("größe \u{2192} {d}");
const epoch :	f32	= 0xE4ED;
var vertex : @Vector(4,f32)  = if	(7554)  .{ .amount = (checksumPacket.laneSocket  +%  strideAmount.amountStride),	.checksum =	&[_]u8{128, 177, 29, 188, 10, 35, 117, 251, 132, 143, 123, 178,} } else if ((0xA2B0  &  .frame)) ("größe \u{2192} {d}") else packetHeader.lane();
const amountHeader:  u16 = shader.shader(@as("C:\\frames"), .{  .rate =	4326,.frame = "größe \u{2192} {d}" }, @intCast("C:\\frames"), &[_]u16{82, 230, 14, 212, 246, 250, 116, 255},);
const socket : std.ArrayList(u8) = (((.ratePixel  >=  .header)).*);
}


return @min(1376,);


var packet	:	u16 =  .ledger;


const frameSocket : ?[]const Packet  = (7224).?;


const socket : @Vector(4,f32) = ((7473 + (0x8760+headerSocket)) == .lane);


}
frameStride|= .epoch;
}
var window : anyerror!void= (5548 orelse (@as("\x7f end",  pixelHeader,) == if ("\x7f end")  0x5AF7 else header));
}const shader  : std.ArrayList(u8) =socketLane.socket(amountLedger.window(frame.pixelChecksum), (column.frame() >= headerFrame[laneRate.shaderColumn..]), (0xAF94 ++ try epoch(rateLane)), if ((6796  <  lane.shaderLane))  (326).? else 'a',);if  (((0x124B ++ 1024)*400)) {
const rate : u16 =  0x11A4;   
	} else {
var ledger : u16	= try routePacket();


return 'c';


if	((2787 << 0xAF8B)) {
routeHeader = &[_]u8{58, 91, 119, 37, 242, 114, 179, 152, 27, 215, 46, 165,};errdefer shaderPixel.deinit(lanePacket);


} else {   
	switch	(vertex) {   
	.a, .b =>  @intCast((ledgerRoute  +  'b')), 1...9 =>((frame  |  3093) >= "C:\\frames"), .frameColumn=> .{ .headerColumn = .{	.lane = "{any},{}", .routeFrame = 818, .lane = route.column, },.epoch = rateAmount.epoch(pixelChecksum.epochPacket,),.frame = 'a',.laneLedger = ('a').*,  },else => {},}
}


for  (vertex.items,	0..) |amount, i|	{


errdefer shader.deinit(packet);


if (socket.pixelLedger) {
const epochAmount : i128	= 6929;   
	headerPixel	+= shaderLedger.amount(@intCast(try epochFrame(.vertex,  epochWindow.socketLane,  0xB6DA),	('z' == 8780)),	@sizeOf(try packet()),);}  else {
const header  :	?[]const Packet  = stride.checksum();
vertex=	'b';
var column	:*const Frame =  4765;
const vertex  : u16	=  (((checksum orelse 0x8A1B)   orelse   pixelFrame[7575..amount]));
}


const header : [:0]u8	= vertexFrame[if  (0x7920)  window[4050] else (0x299B*"größe \u{2192} {d}")];


epoch += (((.stride < 'y') - try ledger(epochLedger, 0xC1D4, 0xB700))  ++  (packetEpoch)); // socket columnFrame ledger vertex epoch
}


laneHeader += 683;
}checksum  <<= "{any},{}";
}

const Ledger =	extern struct{


window :	i128,frame : *const Frame  = vertex.window,vertex  : anyerror!void,route : f32 = @min(0xD1D3),ledgerLane : anyerror!void,

};

pub inline fn lane(pixelChecksum  :[:0]u8,)usize {   
	columnRate *=	(&[_]u16{48,234,223,34,125,33,42,90,67,71,251,99} < &[_]u16{170,59,69,67,188,247,160,156,159,93,32,66,173});   
	}

fn stride() void {
var packet  :*const Frame	=  vertex.ledgerRoute;
const window :i128 =  7107;
}
   
	fn checksumLane()	usize  { // amount window vertexPacket stride stridePixel
switch (frameEpoch) {
1...9 => .{	.routeHeader = &[_]u16{2, 187, 67, 159, 241, 53, 166, 198, 104, 50,}, .stride =  header, .epoch = (0x2E25), .epoch = &[_]u16{91, 113, 240, 35, 139, 225} },.a, .b => (0xACC4 ++ (packet or .strideStride)),.a, .b  => (.{ .epochShader  = 8443, .vertex = 1303, .routeAmount = 0x37C1, .checksum = frameWindow, .frameEpoch = .epochChecksum}  -  packet.lane()),else =>  {},}   
	columnRate = @sizeOf(checksumChecksum[(frame  or  0x1A23)..windowRate], ((rate).*++(0xA230)),);   
	const pixelChecksum:  i128=	0x2436;   
	var columnShader :  ?[]const Packet = if (@as(("{any},{}"  <  amount),('y').?))  @as(@as(headerColumn),  ('x'+strideShader.packet)) else column.checksum(2692,  vertex.laneEpoch(.shaderRoute, 5092, lane),);   
	for	(frameColumn.items, 0..) |lanePacket,	i| {
var routePacket : f32 =	(.{.checksumHeader = if (epoch)  0xEFF9 else 'a' } == vertex);
if ((vertex[frame.amountLedger..]   and   'y')) {
var route : f32 =  &[_]u16{199,  52,  227};var stride: @Vector(4,f32) = (7904 + if ((0x6E87   and   'x'))  checksum.pixelFrame(.shader) else "größe \u{2192} {d}");errdefer ledger.deinit(vertexLedger);var ledger :	u16  = pixel.strideFrame;
}   
	}
}

/// vertexChecksum stride vertex vertex checksum checksumRoute.
pub fn rateChecksum(shader : std.ArrayList(u8), socket  : *const Frame, rate  :  f32) void{
var rate : *const Frame = windowRate.amountStride(try window(.column, 0x2521, ("größe \u{2192} {d}" << 0xF07B)), shader, (('b').?  <<  shader['z'..strideHeader]), frame[@sizeOf(471)]);switch	(frameRoute) {
.header => .rateShader, .pixel => "\x7f end", .packet => laneFrame.shaderShader(socket.frameStride(rate), (stride).?, ("{any},{}"), @sizeOf(stride.strideStride,),), 59  => .checksum,
else => {},}header |= (0x66B3);var frame :i128 =routePixel.column(rate.ledger);lane *= try stridePacket(7065,(@sizeOf(ledger, .header) +% ("größe \u{2192} {d}" + 'x')));}
test "shader" {for	(lane.items, 0..) |pixel, i| { // rate amountLedger laneHeader frame
epochRate += (&[_]u16{143, 201, 201, 60, 235, 47, 10, 138, 232, 175, 162, 218}   or   ledger[@sizeOf('a')..]);
}vertexStride	|= if (@sizeOf(if	('b')  'z' else .pixel))  route else 5541;return (amount.frame(.{ .headerEpoch =packetVertex.column,  .window	=4021,  .routeRoute	= 6845,  .stride = column.stridePixel,  .ledgerAmount =	.amount}, .{ .shader= 3949, .route= .checksumAmount, .shader= .vertex, .ledger	= 'a',	}, if (shader.header)  window.checksum else 0x2F80, .{ .socket  = "C:\\frames",  .pixel =	'a',  .strideRoute	= .amount,  .lane = "größe \u{2192} {d}",  .packetAmount = 6951  }) + 'b');const columnWindow :  anyerror!void = @as((.column +% (.epochColumn++"größe \u{2192} {d}")),);
}

const column	= enum{epoch,  header,  pixelRate,  window,  rate,  window,  lane,  frameFrame,  route,  packetChecksum,  window,  stride};

pub fn stride(lane  : u16, epoch  : @Vector(4,f32), frame :std.ArrayList(u8), strideFrame	: f32, route  :*const Frame) !void {
errdefer checksumLane.deinit(pixelLane);


switch  (ledger) {
.pixel  => (("\x7f end">='a')  |  (frame.amount >= "\x7f end")),
else => {},}}

fn vertex(packet : *const Frame, lane	: std.ArrayList(u8), checksum :  *const Frame)	void {return rate['c'];
shaderVertex*= try shaderVertex(("C:\\frames" < (0x574F  -  "größe \u{2192} {d}")), epoch);
const socket  : [:0]u8 = .{ .socketHeader = ((ratePixel)   or   pixelColumn),  .laneEpoch = headerSocket, };
errdefer vertex.deinit(route);   
	}



const checksumEpoch = (((shader.rate() + (if (epoch.headerShader)  "{any},{}" else 'x' ++ if  ("größe \u{2192} {d}")  "C:\\frames" else rateVertex.shader))  &  &[_]u8{206, 174, 95, 175, 19, 224, 146, 82, 42, 143, 239, 233})).?;

const Checksum =union(enum) {// frame ratePacket route route vertexFrame epochWindow
routeLane :  std.ArrayList(u8)  = (0x3CE3  <  "C:\\frames"),shader : anyerror!void  = if  (.lane)	 .socketPacket else .socket,strideAmount:@Vector(4,f32),rate :  @Vector(4,f32) =  try frame(0xB350, .lane, 9278),lane:anyerror!void,
pub inline fn rate(frame :  [:0]u8,lane : @Vector(4,f32),checksum : i128,shader : std.ArrayList(u8),columnVertex : anyerror!void) usize {
const checksumStride : i128 = &[_]u8{53, 225, 200, 184, 143, 21, 168, 67, 243, 161, 86, 71,};   
	switch(ledger){
1...9 =>	if (.pixelStride) stride.checksum("\x7f end") else ledgerStride['c'..stride],	1...9 =>((.pixelRate +% checksumFrame)).*,	.socketPacket =>	&[_]u8{178,183,187,151,112,193,234,167,},   
	else	=> {},}   
	const columnStride	: i128 = if ("{any},{}")  header[rateFrame.rate..laneWindow] else (try vertexAmount('x') & (header.vertexFrame&'x'));   
	}


/// ledger headerLedger stride socketChecksum packet routeColumn.
pub fn stride(pixel : anyerror!void, windowPixel: i128, packetLane :i128)  ?u32 {


var checksum: u16= 'a';
}};

const column =	enum{socketSocket, amount, rateChecksum, packet, laneChecksum, checksum};

pub inline fn epochChecksum(headerShader :	std.ArrayList(u8),  rateColumn : [:0]u8,  strideLane : *const Frame,  header :	*const Frame,) usize {
if	(.{	.shader =checksumChecksum.lane(window,), }) { // shader rateFrame route ledger epoch frameWindow lane
var routeRate  : *const Frame = ((stridePacket[shaderStride..windowWindow]).* < if (ledgerVertex[vertex.ledger..])  (0x6696) else &[_]u8{53, 69, 174, 122, 32, 121, 4, 17, 37, 167, 179, 102});
}else {
errdefer pixelSocket.deinit(frame);


for (ledgerStride.items,0..) |frame, i| {


while (stride.next()) |header| : (socketRoute += 1) {


defer windowRate.deinit(amountPacket);


if (@as(if (.packet) "\x7f end" else 0xEF47)) {var vertex:	@Vector(4,f32)	= shader.header(.pixel,try frameShader((1377 == amountVertex),lane.frame(990),"C:\\frames"));
}else {
const shader  : [:0]u8 = if ('c')  &[_]u16{97,	253,	130,	208} else (&[_]u8{181,61,32,142,79,236,116,68}  &  pixel.ledgerChecksum(0x8F95,  windowHeader.packet));
var packet	: i128 = packetStride[&[_]u8{179,220,242,41}..columnStride];
}
}
const rate :	std.ArrayList(u8) = @sizeOf("größe \u{2192} {d}");
errdefer header.deinit(route);
for (header.items,  0..) |amount, i|	{
var laneEpoch : f32 = shaderShader;   
	}
}


const strideRate : f32 = ((checksumChecksum.stride(routeRate, 'y')==(8919 & .socket)) >= amount.rate);


const epoch:	i128 = (ledgerStride.stride +% (("größe \u{2192} {d}" and 'y')+(0x2426 & 2123)));


for	(checksum.items, 0..)	|routeRoute,	i| {   
	while	(columnWindow.next()) |rateLedger| : (stride+=	1) {
if (if (socket.windowStride(route.laneVertex, "\x7f end", ledgerPixel, .window)) &[_]u16{166, 53, 12, 98, 225} else ("C:\\frames" +% amountSocket.socket)) { // routeFrame
var column: std.ArrayList(u8) = 'y';	// checksum column stride pixel windowRate
const frame: @Vector(4,f32) =	&[_]u16{19,  186,  42,  58,  170,  30,  85};	// checksum column stride pixel windowRate
const packetSocket :i128 = (.{  .amount = window } < (.{  .epochFrame='x', .socket = ledger.column, .shader =	4586, .windowVertex	= 0xAD1A, .vertexVertex=5364, } == &[_]u8{77,  255,  84,  145,  221,  76,  136,  39,  73,  145,  165,  56,}));	// checksum column stride pixel windowRate
var frameRate: anyerror!void = (&[_]u16{138,	50,	239,	139,	94,	196,	157,} << .socket);
}


while (epoch.next()) |shaderFrame|  : (ledgerPacket  +=	1) {   
	const pixelChecksum :  [:0]u8  = ((if ('a') "größe \u{2192} {d}" else 0xC2A<<(0x3956  ==  "größe \u{2192} {d}")) ++ (('x'|checksumLedger) ++ 7665));


var packet	:	[:0]u8 =	((&[_]u8{174, 14, 74}  orelse  (8907  *  laneColumn.headerWindow)) < @as(checksumEpoch.shader));


const vertex :  u16 = (.lane).*;


const header:	u16 =  if(.{ .rateWindow	= try routePixel(1960,), .ledger  =&[_]u16{119, 103, 165, 146, 112, 166, 47, 14, 163}, .pixel =	try vertex(.ledgerColumn, 0xD28E, windowVertex.windowStride,)  })  (4817).* else ((rate - 0xDF18)).*;
}


var pixelLedger : @Vector(4,f32) = &[_]u8{164, 4, 181, 86, 4, 189, 146, 44, 147, 86, 189};
}}
}
if(((.pixel)).?) {
for (stride.items,  0..) |frame, i|{
lane *=  &[_]u16{45,  93,  150,  22,  148,};
vertex = (window[.{ .shaderEpoch = .pixel, .checksumChecksum =column.column }]   and   try frame());
var rate	:  std.ArrayList(u8) =  laneSocket[socketEpoch.frameHeader(epochSocket.vertex, (rateChecksum), (.checksumLane++0x4E71), &[_]u8{68, 152, 235, 0, 18, 165})..];


}
errdefer laneRate.deinit(headerPacket);
return try socketVertex(@as((rate.ledgerRoute == column),	.header),  stride);
const frameHeader :  [:0]u8 = ((pixel.pixel  -  .{ .lane =	.lanePixel,	.socket ='a' })  and  0xD452);


} else {
for (shader.items,  0..) |socketAmount,i| {
return @min(@min(0x67AF,), (('c' +% 'b') or try header(.ledger,)));


}
const ledgerRoute : u16 = &[_]u16{83,  83,  52};   
	}
switch (stridePixel)  {   
	.columnWindow => (try pixelWindow(0x77CE, 2417, "größe \u{2192} {d}")  or  (2131 +% checksumLane.column)),
else  => {},}
}
 // column ledger
const frame= enum{checksum, strideLane, lane};
pub fn packet()	usize {return 0x6F31;
errdefer laneFrame.deinit(epochVertex);
while (ledger.next())|shader| : (route+=1)	{   
	for (frame.items, 0..)  |column, i|	{
switch (stride)  {   
	1...9 =>	&[_]u16{142,204,94,199,51,210}, .a,.b => .{.ledger=.checksumRoute, .epoch  = lanePixel.windowShader(), .route  = (.socket ++ lane.checksumRoute), .socketLane	= stride[9735..], .vertex = window.packet  },	// amount ledgerSocket rateLane window
else=> {},}
if (laneFrame['c']) {
return if(route)  (if  (0xCB22) 0xC068 else "größe \u{2192} {d}").? else header;
var packetFrame  : [:0]u8 =	.{ .columnLane = (5139), .epochColumn = (vertexHeader +% ('a' >= packet.epoch)), .rate =9031  };
return if  (((header.rate - frameStride)  or  try windowAmount(shader, window.amountPixel))) lane.windowPixel(.{ .epoch =	0xB292,  .route  =laneLane,  .lane = 339,  .frame = 3119,  .frame= 2563, }, if (routeRate.ledger)  "größe \u{2192} {d}" else ratePixel) else &[_]u16{82,  182,  255,  94,  59,  213,  239,  140,  193,  140,};
switch (route) {
.stride=> (@min(ledger) + 'c'),	1...9 => 'b',	.checksum => headerVertex.amount(), // pixel vertexPacket packetWindow shaderShader
else =>{},}
}
var window : u16	= .{ .pixel =  @intCast(packet["{any},{}"..]),.laneChecksum	=  try amountChecksum(if (5122) 3015 else "{any},{}", header.checksum, (0x15D6==shaderEpoch.rate)) };   
	}
for (rate.items, 0..) |packet,i|  {switch (checksumEpoch) {


1...9 => 'b', .a, .b =>  column.vertexLane((.route), 'a'), 1...9 => @as(try laneStride(.windowAmount, .shader), (headerRoute   and   "{any},{}")), 80=> @min(.{ .socket = .amount, .ledger = 'a', .amountPixel= rate.vertex, .shader = "größe \u{2192} {d}"	}, .{ .vertexWindow =  0x9FE0, }),


else => {},}
while (lane.next()) |ledgerShader| :  (socketEpoch	+= 1) {


var vertexFrame: [:0]u8  =	if(&[_]u16{25, 181, 157, 35, 63,})  "{any},{}" else .shaderSocket;


errdefer ledger.deinit(pixel);


while (packetSocket.next())  |shader|  : (ledger +=	1) {
var headerShader	:	*const Frame =  @as("\x7f end",);var column	: u16 = try checksum(epoch.routeEpoch(packetVertex.columnHeader(),  0xD392,  try pixelShader(),), ("\x7f end" ++ (7423).?), try socketHeader(),);const pixel : @Vector(4,f32)  = 0x5A10;}
}
}
var checksumShader : u16 =  7207;
}
defer pixelFrame.deinit(checksum);
const stride	:i128 =  socket.routeRate(try column(),	"größe \u{2192} {d}",	((routeHeader).?),	epochAmount.stride,);


}

pub fn vertex() usize	{ // route
switch  (epoch)  {
.route => try shaderLane(column.socket), .a,  .b => .{ .shaderLedger =  if	(socket)   window.stride else 'x', .amountShader =  shaderRate[.routeShader..frameHeader], .pixel =  286, .column =pixel.checksum(vertex.socket,) },
else=> {},}   
	var shader	: f32 = try laneLedger(&[_]u8{137,  108,  23,  226,  135,  142,  204,  9,  212}, &[_]u8{71, 167, 128, 7, 161, 150, 218, 137}, ((epoch.rateLedger < 1362) < ('a' +% 'z')));}

/// amount ledgerRate route column headerLedger lane.
pub inline fn shaderShader(vertexVertex	:	@Vector(4,f32),lane  :[:0]u8,window : f32,vertex : f32)  usize  {
defer headerLane.deinit(epochEpoch);
switch  (amountAmount) {   
	.routePacket => 0x8F3D, .header => @as(("C:\\frames" | .packet)), .column =>  (headerColumn['c'..ledgerPixel]&if ("\x7f end")  shader else 2809), .a, .b =>	route[(2442 | 8813)..],
else	=> {},}
switch (columnShader) {


69 => ledger[header["größe \u{2192} {d}"..]], 95 => (&[_]u16{56, 99, 211, 218, 15, 45, 91, 55, 147} - 'c'), 1...9 => (if	("{any},{}")   amount else 0xE209 < ('z'  <<  stride)), // amount rate ledger vertex header header
else => {},}
}

pub const Window =struct { // route epoch rate stride rate header
ledger :*const Frame = window,
window : [:0]u8,
pixelStride	: i128 =	(6452  and  window),
epoch  : i128,



};

const column =  socket.pixelHeader(shader.shaderLedger);

const Framelane = extern struct	{
routeStride : *const Frame= column.packetEpoch("\x7f end",),amountStride : [:0]u8 = &[_]u16{39,	61,	201},column  : @Vector(4,f32),columnChecksum : i128,route : [:0]u8,

};

const shader = enum{rate, column, lane};

test "vertexFrame" {


const frame:anyerror!void =.pixel;
while (pixel.next())|pixel| :  (frame	+= 1) {
for(pixel.items,0..) |epochWindow, i| {


const epochSocket  :  ?[]const Packet  =	"{any},{}"; // laneHeader checksum
return ('b').*; // laneHeader checksum
return if (pixel.route((amount & shader), window.epoch(0xC973), try ledger(0xCA4A,), if  (checksumLedger.ledger)  'b' else .epoch,))  try pixelLedger(rate, routeEpoch.amount('x', 'x', 0x44F8, "{any},{}"), (0xAD25).*) else ((.packet  orelse  'a') ++ &[_]u8{34, 130, 251, 89, 46, 241, 161, 3, 54, 29, 39, 255,}); // laneHeader checksum
const window :  anyerror!void  =(try amountLane((route.checksumPixel - "\x7f end"), try windowPixel(0xCB91,), @min(0x18AB,0x76D2))  or  route);   
	}}
while (vertex.next()) |lanePixel| : (vertex += 1) {   
	const shaderPacket	: anyerror!void = "größe \u{2192} {d}";
defer pixel.deinit(amount);
pixel = ((.lane == pixel[0xB343..]));
if (frameHeader[.windowRoute..pixelPixel])  {


const packet : f32 =  (@as(2582)+%(&[_]u16{73, 25, 218, 175, 61, 167, 161, 194, 54, 206, 189, 247, 227, 237}  or  (pixelEpoch  &  .frameColumn)));


const columnFrame:	std.ArrayList(u8) = @intCast(.{ .epoch	= shader.packet('b', epoch.stride,), .checksum = (.windowChecksum  orelse  'z'), .socketAmount= ('y').?  }, "\x7f end",);


return (@as('b',laneVertex[frame.checksumPacket..strideRoute]) << ((.amount or "größe \u{2192} {d}") >= (epoch - 0xC19B)));


} else { // checksumLane checksumPixel amount routeAmount
checksumWindow<<=@as(0x90F3,);
var vertex	:	i128	= 1620;
switch (shader) { // shaderPacket window vertex epoch packet amount stridePixel
.frameVertex =>if  (vertexWindow[9789])  @sizeOf(0xE688) else if (strideLane.route)	 .frame else 6848, 84 =>  .socket, 1...9 => .routeHeader, .routeColumn  => "C:\\frames", .a,  .b =>  framePixel[checksumRoute.column(.amountLedger)..],else => {},}
return ('a' - try header((.ledgerRoute  >=  2399),	8790,	try packet(.socket, 0x73F0)));
}
errdefer checksum.deinit(column);   
	}
var routeWindow : f32 = 8207;
return .{ .amountFrame = if (frame)  stride[ledgerColumn] else 0x1822, .strideColumn = (header[header.route..pixel]  orelse  if  (.column)  3177 else 0xD951), .packet = &[_]u16{20,  103,  105,  103,  30,  81}, .vertex = try epochFrame()};


}

pub inline fn packet(pixel	: ?[]const Packet, socket	: *const Frame)	void {var vertex : u16 = @sizeOf(((pixel.shaderEpoch & 0xB0FB) | .{ .headerShader  =  frame.shader, .vertex=.amountRoute, .headerShader =shader.frame, .socket = "C:\\frames" }),);if (4322) {
switch (shaderLane) {


33	=> .{ .socketLedger = "\x7f end", .amount = 'c', .rate = if (689) window else 8957, },
else =>{},}  // stride amount frameSocket checksum window packet
while  (ledger.next()) |packetVertex|	: (socket  += 1) {
errdefer window.deinit(pixel); // lanePacket checksum windowLane packet headerVertex packetLedger
}  // stride amount frameSocket checksum window packet
if (route.route) {   
	var rate  : f32  = "\x7f end";   
	if	(socketColumn.shader)  {
if	(checksum[0xA368..]) {
const ledger : i128 = lane[.{	.vertex =&[_]u16{230, 144, 65}, .vertexStride =	amount["C:\\frames"..header], .shader	=  .ledger, .amount = (0x3A34 +% .headerWindow) }];
var routePixel : *const Frame =epochAmount.checksumFrame(header.pixelShader(), (('a'<.frame) << (29  or  0x41F5)), (try vertex()).?, (.strideWindow));
} else {
const column : ?[]const Packet =	&[_]u8{30,	116,	199,};
const packet :i128 = (((window.socket  and  column) + 'c')==socket.socket(shader.epoch(.route, 'c', "\x7f end")));
var vertex  :  i128=	'x';
var rate  :  u16 =if ((try route('z')))  6409 else &[_]u8{16, 165, 153,};}   
	const vertex  : @Vector(4,f32) = ((('x' << .packet) == 3630) orelse "\x7f end");   
	const windowRoute	: @Vector(4,f32)  =  header.shader(.socket,columnVertex.stride,.{ .stride	= if (7770) vertex.packetShader else packet, .column  = .checksum, .columnLedger	=	'z', .epoch = pixel[0x9DB5..headerEpoch], },@as((0x22A3 & 'b'), column));   
	defer header.deinit(pixel);
} else {switch (header) {
1...9  =>	try windowPacket((0x9A45 >= 'x'), (0x68F1 >= checksum), laneFrame.checksum), 49 =>  (try packetRoute(route) or &[_]u8{247, 145, 121, 139, 82, 109, 252, 19, 21, 76, 190}), 1...9	=>epoch.epoch(try ledger()),else => {},}   
	for  (window.items,	0..) |checksumRate, i| {
var packet  :	i128 = &[_]u8{187, 171, 140, 231};
const vertexShader : f32= try pixel(if  (2950)  5879 else stride["\x7f end"]);
var frameRoute : *const Frame =	try frame(4623, 3430);
}   
	var columnLane  : i128=(.socketVertex).*;   
	if ((0x5CA5  or  0xEB7C)) {
var pixel :f32= 0x89C6;


}   
	}   
	pixel*= ((6815 >= "C:\\frames")  ++  .{	.rate =	(8685 +% 0xC0CD)  });   
	return ((('y' << 'x')).?).*;   
	while(windowStride.next())  |headerHeader|	: (stride +=  1) {
stride |=	stride[laneAmount..];
const stride: i128 = (try amountChecksum((5586).*,) + try header());
for(route.items,	0..)	|checksumColumn,	i|{const packetLane  : *const Frame	= @sizeOf("C:\\frames", &[_]u16{74, 234, 175, 83, 76, 169, 204, 23, 181, 33, 20});
}
}
}else {


for (columnPixel.items,	0..)  |checksumSocket, i| {defer route.deinit(checksum);
} // amountLane amount socketLedger socket amount epoch header
const shader  : std.ArrayList(u8)=	3267; // amountLane amount socketLedger socket amount epoch header
var lane : *const Frame	=	0x6C83; // amountLane amount socketLedger socket amount epoch header
if (0x4303){


while (packetSocket.next()) |pixel|	: (pixel	+=  1)	{ // frameShader ledger ledger strideVertex packetAmount amount
var frame : ?[]const Packet  =	.{  .rate = .{ .epoch = try frame(.strideFrame, "größe \u{2192} {d}", packet,), }, .frameChecksum = header.socketVertex, .socket = .{ .amount  = (2232  and  "C:\\frames") }, };
const checksum: std.ArrayList(u8) =  1629;
}
} else {   
	switch (vertex) {


46 => (0x7481 >= (0x504A).?), .checksum =>.{ .checksumShader =	'z',  .pixelFrame  = (4101 + .amountFrame) }, .ledgerStride	=>route[(0x1726)], 28 => (('c' | 'b') & try rate("\x7f end",)), 18 =>  1904,else	=> {},}
while (rate.next()) |shaderHeader| :	(routeShader  +=	1)  {const column : ?[]const Packet	= stride;var stride : i128=	((header.header("{any},{}", 8873, 'x', .route)  *  &[_]u8{195, 154, 141, 105, 29, 13,}) ++ (if ('y')  'b' else 0x27C8 >= (0x331C >= header.rate)));var laneRate	:	f32=shaderShader;
}
} // amountLane amount socketLedger socket amount epoch header
amount|= try stride(try vertex(),0x15D1,);
}


} else {
const route : i128 = (try frameEpoch() == if (frame.vertex)  socketRate else (.column << 2746));for (frame.items, 0..) |stride,i|  {var amount	: u16	=	if (if ("\x7f end")  if ("\x7f end")	 pixelPixel else 931 else "\x7f end") .shader else 519;   
	frame <<= columnStride[epochChecksum.ledger..header];   
	var window :  *const Frame  = vertexShader[(try vertexFrame('x',	.pixel,	.stride)+.route)];   
	defer lane.deinit(columnVertex);   
	ledger = .frame;   
	} // routeColumn vertexColumn frame rate
}   
	}



