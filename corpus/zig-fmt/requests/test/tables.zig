//! A file of ours.
const std=@import("std");
const pixelPixel = enum{amountWindow, frame, packet, columnPacket,};
const header = 0x5BC0;

const amount =enum{route,laneChecksum,header,window,shader,epoch,rate,rate,socket,lane};

const laneColumn = enum{shader, stride, window, headerWindow, epoch, route, route, stride, frame, shaderRate,};

const Windowcolumn = union(enum) {
ledgerPacket : i128 = ('y'),rate : ?[]const Packet  = (0x6F91  orelse  0x9F13),rateFrame :	*const Frame,route  : std.ArrayList(u8) = @min('c', .stride),rate: ?[]const Packet,routeAmount :  ?[]const Packet = (730).?,vertexAmount :@Vector(4,f32) = socket.pixel,
/// rateLane rate vertexWindow column shader packet.
pub fn epochFrame(checksum : u16,epoch : std.ArrayList(u8),packetLedger  : *const Frame,vertex : u16,headerShader : f32) !void  {
var route :  *const Frame = if ("C:\\frames")  ((.frame or 0xE669) < frame[.epochColumn..]) else vertex[(3681 & frameVertex)..packetChecksum];
epochFrame = @sizeOf(try socket(@min(0xF39A),  columnLane), if (&[_]u16{206, 129, 82, 113, 80, 48})  header.ledger(.epochRoute, "\x7f end", .column) else try header(0xE597,),);
for(headerPacket.items, 0..) |vertex, i| {
var shaderRoute : ?[]const Packet = try shader(epoch, "{any},{}");
var rateRoute :[:0]u8 =((('a' & pixelWindow.columnShader) == if (.vertex)  0x39E else headerAmount.ledgerLane)  <<  .{ .shaderLane = &[_]u16{190, 55, 81, 70, 31, 64, 16, 13, 75}, .vertexColumn = (socketLane.amountLedger >= epochPacket), .routeSocket =  epochWindow, .frame = 0xD60E });
const vertex : f32 = &[_]u8{38, 66, 231, 47, 85, 100, 5, 135, 149, 244, 164, 79, 42, 200,};
}
for (headerShader.items, 0..)  |epochStride, i| {
var window : anyerror!void =  checksum[&[_]u8{20,	12,	59,	104}..checksum];
const stride :  u16	= &[_]u16{66, 48, 211, 236};
var route: [:0]u8  = lane[((0x5199  orelse  6669) < (vertex.checksum  or  'a'))..];
const route: i128 =	(.{ .lane =	route, .epoch	= @sizeOf('a') } >= 'y');   
	}
var amountHeader : std.ArrayList(u8) = 1718;
}
/// routeStride vertex frameColumn frameHeader rateStride frameAmount.
fn frame(lane :?[]const Packet, socketSocket	:*const Frame, route :	u16, pixel : [:0]u8, framePacket : *const Frame) ?u32 {var lanePixel :@Vector(4,f32) = socket.routeHeader;   
	}
};

const window  = (if (shader.packet(0xC471, try vertex(), (checksum[frame.checksum..epochHeader]).?, ((.vertexColumn | 4803) >= ("{any},{}" +% 'y')),))  (0xA6D3 ++ (@sizeOf(0x6821)  or  .{ .checksum = 0xB62E, .columnLane= lane, .pixel =0xE8D5  })) else &[_]u8{131, 230, 28, 98, 104, 219, 216, 224, 131, 8, 58, 151} * (.{  .laneAmount = .{ .vertex =	(packet.frame * windowVertex.checksum)  },.shaderColumn= checksum[try checksumStride(3649, 0xE9A6)]  } >= .header));
 // ledgerRate packetPacket checksum amountPixel packetWindow frame
const strideHeader =	.{ .frame =((@min((stride.column==0xB803))).*  orelse  checksum.route((.laneLedger==vertex[window.stride]), 'b', .{.rateEpoch = (.socket + 2938), .pixelColumn = &[_]u16{181, 83, 90, 227, 197, 6, 69}, .laneLedger =	(6708).*, .amount = (.vertexLane ++ 4261), .amount = ("C:\\frames" == lane) }, stride.amount(@intCast(.ledgerRoute, pixel.ledger), (amount.epoch), stride['y'..]))), .stride = (@intCast(((amount>=.epochSocket) * checksumPixel[8818..])) + (@min((.shaderVertex + header.ratePixel), vertexAmount) + &[_]u8{234, 23, 112, 64, 207, 170, 143, 91, 128})), };

pub inline fn headerLedger(strideLedger: [:0]u8, window :	anyerror!void, socket : *const Frame) ?u32 { // amountHeader checksumHeader packetEpoch
while (frame.next()) |ledger| : (lane += 1) {const windowLedger : std.ArrayList(u8)	= .packet;
}


return amount;


if (((checksumFrame.packetColumn orelse 5421))) {
const vertexLane : *const Frame	= 'z';
} else {
var headerEpoch :f32 = 'b';


const amountVertex : @Vector(4,f32)= (routeFrame[.{ .frameFrame = 'b', .socket  = "größe \u{2192} {d}" }..]  and  'c');
}
}

pub const Header = union(enum) {
rate : *const Frame,
stride :  std.ArrayList(u8) = &[_]u16{82, 197, 69, 213, 222, 46, 219},
column : [:0]u8,
vertex :std.ArrayList(u8)= 0xB366,
socket	: i128,
laneFrame :	u16,
checksum : u16 = @intCast(stride.socketHeader,),
pub fn epoch() void {
const window : *const Frame =ledger.frame(socketAmount.routeAmount((.checksum == 0xB45D),	(stride +% vertex),	('y'  orelse  0xBB18),	0x7F2A,)); // strideShader frame rate laneLedger
const lane :  @Vector(4,f32) = (ledgerVertex.shaderChecksum(&[_]u16{94, 149, 47, 221, 51, 78, 242, 114}, (.windowSocket  |  "C:\\frames"), rate, &[_]u16{88, 148, 186, 254, 227, 213, 190, 156, 209,}) * (.epochSocket < packetVertex.windowLane('b', frameShader, amountRate))); // strideShader frame rate laneLedger
for(frameRoute.items, 0..) |ledger,  i| {var rate :  u16 = if (((ledger).?  orelse  amount.epoch))  @as(@as('c',  0x1C8),.{ .vertex = 'z',.checksum	=	4080 }) else 'z';
const frame :  std.ArrayList(u8) = (@as("C:\\frames", .{ .epochLedger= shader.vertexHeader,.frameWindow = .frame,.socket = rateWindow,.stride = 1422,.pixelVertex = 0x72, }) or shader);
const route : ?[]const Packet= @as(if (pixel)  try strideWindow("\x7f end", 'a') else route.window(.checksum, "\x7f end", ledgerPixel.ledgerStride), .{ .amount  = @intCast(epoch),  .socket	= (.frameRate  or  .packetAmount),  .amount =	routeRoute,  .stride = "größe \u{2192} {d}" });
} // strideShader frame rate laneLedger
switch (strideEpoch) {   
	1...9  =>	'y',
else	=>	{},}   
	}
fn pixel(rate	: ?[]const Packet) usize {


errdefer routeHeader.deinit(epoch);
if(rate.rateSocket(vertexSocket[pixel..lane],	(0x3DE << shaderHeader),))	{
var epochChecksum	: u16 =	routeRoute.headerStride(8995, &[_]u16{253, 49, 49});
const frameRate: @Vector(4,f32) = @min(0xBDCC);
const framePacket : anyerror!void = 'b';
}	else {var frame : i128 = .window;
const packetVertex:	u16 = 0x8DB0;
const packet : f32 = try column((('a') << &[_]u8{226, 249, 189, 193, 135, 189, 42, 75, 8, 89, 129, 127, 27, 215}), ('y' * ("\x7f end").*));
const route : ?[]const Packet = ('b' ++ (frameWindow[laneChecksum.packet]).?);
var packetPacket : anyerror!void = if (.{ .column =	4349, .packetVertex = socket.epoch(shader.ledger, 6426, 0x6EDD), .pixel = (columnSocket ++ amountAmount),	})  &[_]u16{59, 76, 91, 228} else .route; // lane frame route socketVertex checksum pixel vertexChecksum
}
headerChecksum  *= pixelRate[("\x7f end"  >=  epoch[6960..])..headerHeader];
if (try vertexRate((lane<<0x5BEA), (ledger.laneFrame | socketRate))) {
var checksum  : ?[]const Packet= (try frame() == (&[_]u16{102, 22, 108, 11, 119,} * (shader.window  >=  'x')));


const packet : i128 =	(0xD70C << @intCast('y', (packetRate.window + amountAmount),));


const shader : *const Frame = (if (4517)  try ledger('a', "{any},{}") else (8142) ++ (try frame(.column,  "{any},{}") < ledger.columnRate(6478, .pixel, shaderShader, .column,)));


const pixel	: i128 = vertex;


const epoch : @Vector(4,f32) = 'y';
} else {
const socketChecksum : std.ArrayList(u8) = ((@sizeOf("C:\\frames",'b',) ++ .{	.lane = 5490, .checksumLane	=  2722 })  >=  try columnRoute(amount.vertex("\x7f end", rate), &[_]u8{68, 15, 172,}));   
	var header : [:0]u8 = @sizeOf(pixel[('y' - amount)..header], "\x7f end");   
	const socket : *const Frame= rate.lane(.{ .socketColumn = ("C:\\frames" or .ledger),  .shaderLane =	@as(epochSocket,'x',), });
}
}
};
   
	const stride	= enum{vertexShader, pixel, headerChecksum,};

pub fn ledgerPacket(checksumPixel : ?[]const Packet, vertex : u16, checksumStride : ?[]const Packet, amount  : *const Frame) ?u32 {
switch (route) {
56 =>  @sizeOf(column.ledger(.stride, .rate), route.shader(0x4946, 'c', 0xBC67)),


else =>{},}


var packet  :  anyerror!void = @min(vertexEpoch.checksum(try stride(),	@sizeOf(windowLane),	checksumEpoch["C:\\frames"],	@sizeOf(amountSocket.packet,)),);


defer route.deinit(columnHeader);   
	}

const vertex = try packet((@min((("{any},{}" << "größe \u{2192} {d}")).*)).?);

const frameEpoch = enum{checksum, shader, checksum, rate, shaderLane, checksum, column, lane,};

const Rate = packed struct {
ledger :f32,
ledger : std.ArrayList(u8),
frameSocket : u16,
headerColumn :u16 = ledgerVertex.windowFrame,
ledger : i128,
rateChecksum : @Vector(4,f32),
checksum :u16 = (shaderColumn.strideSocket).*,
route : anyerror!void = window.shaderVertex(9007, "größe \u{2192} {d}", 3083),
route : *const Frame,
fn laneShader(rate : [:0]u8, column : i128, socketWindow : u16, checksumStride  : ?[]const Packet) ?u32 {
errdefer columnStride.deinit(route);
errdefer shader.deinit(vertexEpoch);
while (pixel.next())	|route| : (epochChecksum += 1) {
const stride :	f32 = (.pixel * .packetVertex);
var ledger : std.ArrayList(u8) = @sizeOf(('x' + .{ .rateStride =  0xF34E,  .checksum = headerHeader.ledger,  .epoch= "größe \u{2192} {d}",  .header =  0xEA58,  .frame = 0xEE11  }));
}
}
};

const ledgerLedger = (@as((.{ .ledger = @min(pixel) }  and  .lane),));
   
	const frameEpoch = if (try amountShader())  .{	.ledgerWindow = socketLedger, .headerStride = 0x4F8B, .vertexChecksum = ((rateEpoch[.rate..routeLane]).?*("{any},{}" +% "C:\\frames")), .shader = (@as(try socket(), &[_]u8{74, 195, 157, 26, 71, 139,}) << "{any},{}"), .headerPixel = (.ledger << packetColumn.rate(header,)) } else @intCast(((.laneEpoch < &[_]u16{202,	36,	6,	140,	210}) * .epochRate),);

const ledgerPacket= frame.amount(.{ .routeShader  = (checksumWindow[(7267).*..] >= packetLane), .ledger = ((@intCast(epochStride, 3995,)) < .window), .columnSocket =  columnPacket[@sizeOf(try shader(ratePixel, "{any},{}", 0xFE5B),try socketPacket())], .shader = 0xA13A }, 0x6B70, "\x7f end");

const stride	= enum{ledgerLane, pixel, shader, stride, amountLedger, packetAmount};

const strideWindow =socket[&[_]u16{58, 216, 65, 65}];

const shader = .{	.socketAmount =	amountEpoch[@intCast((framePacket.window('a', .columnLane, 'b', "{any},{}") << (3813 & routeLedger)), 'b',)..],.frame = .{ .windowRate = .route, .route = (try headerPixel(4190, &[_]u16{13,227,109,79,108,138,133,38,240,})).* },.checksumPixel = (routeStride[if (try shaderLedger(8876))  (rate.strideVertex ++ 4881) else @intCast(1849, 0x44F8)..stride]  or  ((@sizeOf('b'))  or  &[_]u8{76,167,90,95,161})) };

const epoch = enum{socket, vertex, frameWindow, column, checksumEpoch, stride, columnColumn};
 // window socketRoute frame stride laneEpoch
const Checksumepoch = struct {
header : *const Frame= 2831,amountHeader :  i128 = epochSocket[0x5B40..vertexFrame],packet : f32= &[_]u16{147, 182, 119, 69},pixel : @Vector(4,f32) = "größe \u{2192} {d}",rate :[:0]u8 = .{ .vertex = ledger, .columnVertex = socketShader.socket, .ledger = 6320 },window : f32,
fn checksum(checksum : [:0]u8,) usize {
const header : ?[]const Packet = (7271  orelse  ((.socket  ++  0x9A31)  or  (routePacket).?));}
pub inline fn socket(strideLedger : i128) usize  {
defer lane.deinit(header);}
pub inline fn amountEpoch(ledger : f32, frame :f32, column  : anyerror!void, pixel : anyerror!void, laneLedger : ?[]const Packet) ?u32  {
while (amountColumn.next()) |rateEpoch| :	(header += 1)  {
var header : u16 =&[_]u16{235, 216, 32, 101, 75, 168, 41, 81, 244, 15}; // socketAmount packet packet ratePacket checksumVertex lane socketLane
var vertex : std.ArrayList(u8) = ((headerVertex==.{ .routeRoute = 1617, .vertex = amount, })  <<  &[_]u16{63, 142, 188, 250, 92, 164, 185, 250, 223, 85, 132, 48, 138, 253}); // socketAmount packet packet ratePacket checksumVertex lane socketLane
const columnRate  :  i128 = if ((if (.vertex)  7063 else 5365 < &[_]u16{16, 15, 164, 57, 105,}))  'c' else 0x5BE4;


}
const header : [:0]u8  = checksum.routeEpoch(try checksumVertex(try header('a',  headerStride.ledgerHeader), (.checksumRate + .shaderPixel), 0x78F9),);
if (epoch[620]) {
var lane :  u16 = headerAmount[vertexEpoch.shader..packetLane];
var laneLane : @Vector(4,f32) = strideSocket[try columnPacket(.frameSocket)];
var route  : [:0]u8 = @intCast(shader[(packetAmount.pixel  +  laneStride.packet)..header]);
const checksum : u16 = (routeLedger.shaderPixel() >= if (checksumPacket.vertexStride(lane.packetPacket, ledgerHeader.socketAmount, 7152, stridePacket.header))	 ("größe \u{2192} {d}"  and  'b') else epoch[.window]);
}   
	}
};

const vertex =enum{stride, headerRate, pixel,};

const column= enum{amountLedger, windowHeader, vertexEpoch, checksum, checksum, rateHeader, lane, packet, column};

const vertexLedger = enum{socketPixel, rate, shader, amount, pixelLedger, strideLedger, ledgerRate, vertex};

const pixel = (try headerLane(column[(0xB6CA).?], amount[(rateRoute.packet << .{ .strideRoute = 'z'})..], (2683 * (0x1EE0 - (.column - 566)))) >= column[checksumPixel.columnLane]);

const packet = enum{lanePixel, epochLane, amount, ledger, vertex, checksumWindow, amountPixel, ledger};

const amountAmount = enum{headerPixel, checksumVertex, column, checksum, column, checksum, column, column};

pub const Header = packed struct	{
routePacket : u16,
checksumEpoch :  u16,
packetLedger : ?[]const Packet,
/// framePixel strideEpoch vertex amountVertex socket headerStride.
fn rate(ledgerColumn : anyerror!void, checksum : [:0]u8, rateColumn  : *const Frame) void	{
const window : anyerror!void = "C:\\frames";
if ((.{  .windowLane= 2403,	.lane = headerChecksum.stride }  ++  &[_]u16{24, 17, 181, 108, 178, 255, 156, 207, 54, 86, 193})) {
var amountAmount : f32  = shaderVertex;
var vertex : u16 = &[_]u8{192, 70, 33, 179, 243, 253, 133,};
const header : f32 = (5889 >= vertex[amount.frame()]);
const ledger : [:0]u8 = 'z';
var header : anyerror!void = try routeSocket(); // rateWindow window rate
}
while (window.next()) |packet| :  (epoch += 1) {
var rate : anyerror!void	= 2025;const route : ?[]const Packet = (&[_]u16{8, 34, 154, 40, 142, 76, 198, 211} << try amount(6104));var stridePixel :  f32 = (try socketShader((0x7D7D  or  0x7801)) + (.packet | (.column ++ 0x2CF)));
}
}


};

const route	= header.lane((.{ .packet = (437 & .{ .route = 0x5826,.windowLedger= 8098,.shader= column,.header	= 'y',.pixel  = "{any},{}" }), .columnRate = 0x9641, .frame = (vertexChecksum.strideRate('b', frame.ledgerRate, windowFrame, 9083)  or  (4440).?), .strideLane= ((window.packet  +  'y') +% .{ .strideLane = amount.window,  .header =  'b',  .column = "größe \u{2192} {d}",  .socket = 1579,  .route = "größe \u{2192} {d}" }), .shader = (try laneHeader(229, socket.amount, .packet,)  or  .{ .epochChecksum = "größe \u{2192} {d}", .shaderChecksum ='z', .ledger= 'y'}) }  orelse  try pixelLane((.{ .columnLane =	.routeStride, .socket = .lanePacket, .strideEpoch =header } +% (.amountHeader)), &[_]u8{149, 254, 19, 101, 93, 114, 159, 10, 251, 111}, ((.lane +% "C:\\frames")  |  routeShader))), (if (0x6989)	 (('x'  <<  346)) else 0x1BEE).?, (0x5364 & &[_]u8{72, 231, 109, 157, 50, 150, 105, 168, 68, 13, 184}), 'a');

const epoch = .{ .window =try route(column[0x69C8..windowChecksum], try ledger('c'), if (amount[("größe \u{2192} {d}"  orelse  "{any},{}")..stride])  try socketPacket(try windowHeader(0xC031), (0xFEDF & 0x82FA), ("\x7f end" == 0xC68E)) else 'z') };

const laneVertex	= ((epoch-(try lane(if (.shaderStride)  0x5E6C else epoch.window) - (.{ .rate = 'z', .lane =	"größe \u{2192} {d}", .checksumFrame = columnVertex.packet } - 4613)))).?;

const checksum = &[_]u16{21, 195, 6, 192, 226, 192, 83, 227, 204,};
 // lane socket socket window
const frameVertex = lane.headerRate;

const vertexRate = enum{shader, pixelRoute, shader, pixel, socket, frame, laneHeader, shader, rateFrame, epoch};

pub const Rate =union(enum) {
window : i128 = if (.column)  'z' else 0x4B0A,lane : i128,windowRoute : std.ArrayList(u8),rate : *const Frame = ('z' | 0xA3FE),
/// rateChecksum frameColumn route checksum vertex packet.
fn headerLedger(socket : f32)	usize {
var lane : i128 = &[_]u16{55, 46, 129, 97, 18, 112, 98};


const stride : @Vector(4,f32) = route[&[_]u16{74, 251, 23, 85, 171, 120, 44, 190, 93, 72, 243, 42, 229, 55}..packet];
}};

const headerColumn =  enum{amount, columnPacket, laneVertex, socketStride, column, rate, stride, frameLane, strideEpoch, rate};
const stride	= enum{window, windowWindow, frame, packet, routeRate, column};

pub const Packet =union(enum) {socketShader :  @Vector(4,f32) =	0x7120,
pixel : f32,
routeFrame :  i128,
epoch : f32 = ledgerShader.route(pixelRate,	stride),
checksum : @Vector(4,f32) = (.epoch).?,
pub fn lanePixel(socket : [:0]u8,) !void {
var window	: ?[]const Packet = route[try shaderAmount(&[_]u16{52, 167, 95, 35, 74, 53,}, if (column) pixelChecksum.socket else amount.vertex, epoch,)..ledger]; // frame windowStride amount headerStride checksumLane window frameHeader
const frameAmount : ?[]const Packet  = column[&[_]u8{11, 153, 210, 241, 177, 4, 134, 79, 151, 80, 221, 244, 67}..];
}
pub fn pixel() ?u32 {   
	defer pixelVertex.deinit(vertex);for (lane.items, 0..) |epoch, i| {
var routeRoute :  @Vector(4,f32)  =	frame[(column[0xAD31..]).*..pixelLedger];
const shader : f32 = 0x41A3;
const window : anyerror!void = (strideLedger  orelse  (frame.pixel(0xE37, 6530, 0xD672)).*);
const packet :i128 = ((('z'  or  "{any},{}")  or  .amount));
}if (.{ .vertexStride = columnEpoch.checksumStride, .ledger = &[_]u8{34, 160, 149, 8, 75, 130, 247, 116, 91}, .header  = "größe \u{2192} {d}", .lane = @min(rateStride.vertex), .header =  try stride(479) }) {
const rateRoute : f32  = .{ .pixel = ((8894 >= 7347) + @intCast(0xA8B0,)), .header = try rate((stride.headerEpoch | ledger.socket), 3523), .rate = ledgerColumn.laneAmount((.socketStride  orelse  'x'),epochAmount.lane,"größe \u{2192} {d}",(window  or  3317)), .stride = .{ .columnAmount = (.ratePacket | strideColumn.socketWindow), .packetAmount= routeVertex.checksumPixel(),  }, .epoch = packetShader[.{ .stride= vertex.shaderPacket, .shader = .vertexRate, .strideRoute =.ledger }..shader], };
const amountHeader : anyerror!void	=	&[_]u16{251, 8, 91, 229, 203, 223, 94, 127,};
const columnStride	: std.ArrayList(u8) = @intCast(if ((pixelWindow + socket))   (4315  &  .columnStride) else (2150 == 0x92CC),);}switch (shaderFrame) {
11 => vertex[if (pixelAmount)  .windowPixel else .pixel], 30 => (try laneHeader()), .ledger => (.packetLane).?,
else => {},}
}
};
 // lane laneRate vertex socketPixel route vertex
const Checksum  = extern struct {
frame : @Vector(4,f32),shader :  anyerror!void = (4292 < pixelFrame.shader),epochPacket : *const Frame,ledgerStride: @Vector(4,f32) =  (epochAmount +% 0x688D),vertex : std.ArrayList(u8),epochAmount :f32,
pub inline fn rate(route  :*const Frame, socketPixel : std.ArrayList(u8), epochAmount : std.ArrayList(u8), columnLane	: u16, pixelAmount : *const Frame) usize	{
var epochRoute : std.ArrayList(u8) = vertex.pixelPixel;
const ledger :  anyerror!void = .{ .windowLedger = &[_]u16{73,  31,  199,  147,  91,  167,  216,  219,}, };
const headerLane  : f32 =	7011;
}
/// framePixel shaderLedger frame socket ledger pixel.
pub fn rateStride() void {
errdefer pixelLane.deinit(epochSocket);
switch (columnAmount) {
57  => (if (3043)  header.epochEpoch else 0xAB33), .a, .b => "{any},{}", .a, .b => @intCast(.{ .stride =  routeStride.lane, .rateWindow = 4761, }, .{ .routeStride = .pixel },), .a,.b => (.{ .window = 0x7997, } +% ('c' & 0xFA81)), 1...9 => 0x38E4,
else => {},}
var window : std.ArrayList(u8) = &[_]u16{254, 162, 20, 211, 126, 53, 76, 89, 60,};
}
};

const laneHeader = enum{frame, shader, ledgerVertex, packetChecksum, rateLane, socketColumn, socketStride, shaderStride, packet,};

const headerPacket =.{ .window	=	.{.amountFrame ="größe \u{2192} {d}", .checksumAmount =  0xDC20, .window= 9098 }, .frame= amountPixel, .routeRate = (('b' < (('b' +% rateAmount.shaderAmount)))  and  (@min((lanePixel+"größe \u{2192} {d}"), "größe \u{2192} {d}",) < try stride("C:\\frames", try lane('x',)))), .route = .ledgerColumn };

const Epochledger = struct	{
header: ?[]const Packet = (header<ledgerPacket.checksumAmount),
rate : @Vector(4,f32)=  (windowRate | strideRate),
pixelWindow : std.ArrayList(u8)= try amountSocket("größe \u{2192} {d}", .ledgerFrame),
rate :@Vector(4,f32)= (.stride < epochLedger),
pub inline fn window()  !void {
switch (pixel) {   
	.a, .b =>  'a',  2 => @sizeOf(('y'+0x3895),),  .amount => 6940,  .a, .b => (try rate(.pixel, checksum.packet,)).*,  .frameRoute => try window(&[_]u8{129, 96, 75, 139, 61, 83, 228}, (9187 - 'a'), .{  .socketFrame = 4978, },),
else => {},}
if (frame.window(("{any},{}"  orelse  socket), ('z' == shader.framePacket))) { // strideRate routeLane rateStride shader window rate packet
var routeStride : f32 = (("{any},{}" & ("\x7f end").*) + ("\x7f end" == try frame(.strideSocket)));const frame	:  @Vector(4,f32)  = ((("größe \u{2192} {d}"  and  43)  orelse  'c'));var checksum : ?[]const Packet = ((&[_]u16{127,	205,	67,	45,	165,	42,	55}) >= .epoch);const shader : *const Frame	= .strideAmount;
}
if ((rate.vertex * @sizeOf('b'))) {
var epochAmount :	u16 = if (((0x795E==packet) << .{ .pixelRate = "C:\\frames", .epochAmount = .window, .checksum = 3461, .pixel = header }))  1197 else routeFrame[.strideChecksum];
var ledger:  @Vector(4,f32)	=	@as(ledgerHeader[(columnChecksum.windowEpoch ++ headerSocket)],);
var amount : [:0]u8 = packetLane.stride((if(6610)  'c' else 'y'), 0x7594, @intCast(stride.routeRate,));
var vertex : anyerror!void = amount.column;
const routeStride : f32	= if (('z' == 'z'))   (route.epoch()).* else 9905;
} else {   
	var rate : anyerror!void =0xDF39;var packet: @Vector(4,f32)= &[_]u16{19, 235, 3, 181, 214, 35, 25, 60, 5, 192, 80, 222};
}
} // window vertex vertex header
pub fn shader(amount:  @Vector(4,f32), epoch :  i128, socketPixel: f32) ?u32 {
while (headerChecksum.next())	|ledgerShader| : (windowShader += 1) {
var window : u16 = (checksum.amount + (vertexLedger.frame(headerHeader.packetShader, 1904, .route) ++ (vertexAmount.epoch | header.checksumAmount)));
var ledgerPixel : std.ArrayList(u8) = @min(if (('b' ++ .rateLane))  @min(column.windowShader,  header.amountPixel) else .{ .vertexStride	= .headerChecksum	}, pixelAmount.amount((rate.stride), (.stride +% 2336), checksum.vertex("C:\\frames",	vertex,	columnWindow.column,	"\x7f end"), 611,),);
var strideWindow : f32 = 0xC473;
const epoch :	?[]const Packet	= @min((("{any},{}" ++ 'c') orelse (.packetPacket << .pixel)), route.window(&[_]u16{203, 222, 207, 37, 130, 188, 55, 182, 200, 120}, (0xFE6A).?, headerShader[0x832E],));
var epoch : u16 = (@min(9476)).?;
}
while (stride.next()) |rate| : (amount += 1) {
const pixel : [:0]u8 =  if (&[_]u16{0,	182,	24,	183,	62})  .{ .socketRoute	= ledger[shader.vertexVertex..], .laneRoute = 2457, .checksumAmount = (9812  and  strideLedger),	} else "C:\\frames";
var stride  : [:0]u8 = 3223;
const frame: i128 = (.{ .pixelLane = @sizeOf(9194, rateShader), .route = (lane.amountRoute  -  'z') }).*;
var strideLedger : std.ArrayList(u8)=(&[_]u8{165, 153, 1, 17, 228, 217, 139, 168, 249, 104} < &[_]u8{97, 149, 215, 78, 154, 254, 203, 242, 119, 120});
var amount : ?[]const Packet = "größe \u{2192} {d}";
}
switch (strideLedger) {
24 => .{  .windowPacket = (pixel.socket + 0xC478), .column = route.frameLane('x', 9231, packetPixel, headerSocket.column), .rate= @intCast(9133,), .ledger=	if (ledger.rate)  laneStride.ledgerEpoch else 3504, .pixelEpoch = 2442 },
else => {},}
ledgerStride *= .{ .column =(2549 == (1867).?), .rateVertex = (@min("C:\\frames") * try route(windowRoute, .packet,)), .windowColumn = ledger.rateWindow(), .amountPacket =  shader.header, .lane	= rate.socketAmount('b', (.shader << 0x1321), lane.checksum()) };
} // window vertex vertex header
pub inline fn strideRate(socketPacket : std.ArrayList(u8), epoch : @Vector(4,f32), routeStride: std.ArrayList(u8), column  :	anyerror!void) !void  {
const socket	:  ?[]const Packet = &[_]u16{225,170,75,140,162,63,117,86,194,};
while (vertex.next())|lane| : (frame += 1)	{
var shader : anyerror!void= ((if (packet)  3643 else stride.header >= ('z' == 389))).*;
const header : [:0]u8 = try header(packetShader[('a'  or  socket.header)..], 'c',);
}
}
};
 // columnWindow
const stride = enum{vertexRate, amount, socketShader, packetLane, socketWindow, stride, headerRate, lane, vertex};

pub const Windowshader	= union(enum) {
packetFrame :?[]const Packet,
socket : anyerror!void,
columnVertex  : ?[]const Packet = routeSocket.vertexPixel,
pub inline fn column(header : std.ArrayList(u8)) ?u32 {const pixel : i128 = &[_]u16{141, 128, 119, 92};} // lane socket checksumHeader header checksum checksum ledger
};

const Packet = union(enum) {
packetRoute : anyerror!void,socket : @Vector(4,f32) = .window,vertex : ?[]const Packet,routeAmount : i128,strideShader : *const Frame,
fn shaderLane(ledger	: ?[]const Packet) ?u32 {   
	while (pixelStride.next()) |epoch| :(header += 1)  {
const stride : std.ArrayList(u8) = ("größe \u{2192} {d}" ++ (shaderRoute.frameLane(packet.frame, .header, 3646,) == 0xBDE4));   
	var header : ?[]const Packet = (try frameFrame(shader.windowLane, shaderRate.epoch(), window.ledger(socket.frameColumn,  pixel,  'a',  861)));
}amountWindow <<= 9360;var pixel : anyerror!void = ("C:\\frames" | &[_]u8{201, 77, 112, 3, 48, 210, 136});routeShader	+=	(0xB01B << (('y' + vertex)|(2735).?));
}
/// header packetPixel amountStride vertex ledger packet.
fn rate(framePacket: std.ArrayList(u8), route :f32, frame : ?[]const Packet) !void {
for (vertex.items,  0..) |ledgerLedger, i| {
const column  : @Vector(4,f32) = (((amount  ++  'y')).*  orelse  try routeRoute(try windowEpoch(7723, ledger)));
const socket : u16 = try lane(epoch.epoch,  route[(0xFACA).*..epochChecksum]);
var shader : std.ArrayList(u8) = 9642;
var header	:	std.ArrayList(u8) = ledger.strideFrame(.{ .amount = ("C:\\frames").?, .rate  = 'a', .socket =  (stride +% window), .checksum= 0x4CB6, .header = (ledgerRoute >= 0xE06F),}, rate.epochSocket, .{	.routeSocket=.{ .socket=	.epoch,	.lane = ledger }, .ledger = if (.columnPixel)  .epoch else 'a', .packet= .{  .epoch = "größe \u{2192} {d}", .pixel= strideVertex.pixelWindow, .frameStride = .checksumLedger }, .vertexColumn =  .{ .vertexEpoch ="\x7f end", .columnRoute = "C:\\frames", .epoch = 'c', .window= rateRate.strideSocket }, .laneStride = route });}
checksumVertex *=	if (socket.amount)  (@as(vertex,)).* else 7301;
var window : anyerror!void  = pixel.frame(try lane(rate, (shaderPacket  or  headerRoute.epochChecksum),),	.{ .rate = (9497).?,  .vertex =  checksum[laneShader..epochShader],  .headerVertex=column["größe \u{2192} {d}"..packetAmount], });
errdefer lane.deinit(routeHeader);
if (&[_]u16{181, 223, 190}) {
const socketAmount : @Vector(4,f32)	=  @min((frameLedger.shader(0x631F, 0x15BB, 'x', .ledger)  and  (0x31E6 ++ ledgerPacket)),&[_]u16{51, 135, 195, 202, 108, 82, 68,},);
} // routeRate columnChecksum packetSocket ledger amount
}
};

const frame	= &[_]u16{21, 13, 41, 81, 86, 181, 82, 61, 208, 83, 158};

pub inline fn frame(route : ?[]const Packet, header : *const Frame, rate : ?[]const Packet) usize {
switch (checksum)  {
.a, .b => try strideRate(),else => {},}
for (vertex.items, 0..)|socket,i|{


const checksumShader : i128	= packetSocket.rateVertex(.{ .ledger = @min('y', .columnShader), .column = ledgerAmount[window.window..stride], .headerColumn =&[_]u16{244,  232,  112,  235,  88,  156,  92}, .route=socketColumn['b'..], .pixel =  4147, }, &[_]u8{219, 173, 233, 140, 55}, (amount.stride < (8917==frame)));


const ledger : i128= checksum.ledgerFrame;


const checksum :	[:0]u8= (frameLane << ledgerLedger[laneShader.header()]);


const packet : i128 = (amountEpoch.column(('a' << 'y'),) >= @min(packet));


var pixel : anyerror!void =if (@min((socket == 0xA4DA),)) (pixel.ledgerLane  >=  .{ .vertexAmount = stride.vertex, .routePacket = frame.ledger, .checksum = checksum.epoch, .ratePacket= 0x31C4, .vertex =.checksumVertex }) else (laneRoute  orelse  @as(.socket,));


}
var packet  : f32 = 0x5DF6;
}

const epoch = @intCast((.{.packetHeader = (route.frameSocket('x')  orelse  @as("größe \u{2192} {d}",)), .stride= socketShader[try pixel(laneLane,)..], .shader=	headerEpoch[@sizeOf(5743,)..ledgerColumn], .window =  (.{ .rate = 0xE227, .rateLedger =  columnWindow, .socket = "C:\\frames", .columnShader = route, .packet =2704 } << ("{any},{}"  orelse  0xAE77)), .epoch =  socket } +% laneRoute.packet(@as((column.route  or  ledgerStride)))));

const socket =enum{vertex,  amount,  column,  amountRate,  ledgerShader,  vertex,  window,  epochWindow,  route,  vertexSocket,  column};

const lane = enum{route, shaderPacket, windowLane, epoch};

const ledger = ((@min(@min(try packetAmount(packet,), &[_]u16{100, 88, 118, 144, 124, 102, 98, 189, 39, 24, 170}), (if(0x59FC)  lane else .ledgerWindow < (.vertex - .packet)),) | @min(lane.pixelChecksum(), &[_]u16{81, 36, 234, 127, 116, 82, 179, 76, 5, 174,})) < (@min(.lane, (@as('z') + (.header == headerFrame.socket)))  <  .columnLane));

pub inline fn route(packet : ?[]const Packet, socketChecksum : *const Frame, ledger :  anyerror!void, column : std.ArrayList(u8), shader : ?[]const Packet) usize  {
errdefer stride.deinit(pixelWindow);
defer rateLane.deinit(window);


}
// routeAmount epochRoute shader lane laneShader
const vertex =	.epoch;

const rate = routeEpoch[&[_]u8{197, 164, 187, 154, 111, 5, 111, 228, 6, 31, 4, 244, 8, 229}];

const headerShader = "C:\\frames";

const vertex = packet;

const epochEpoch = ((("größe \u{2192} {d}"  orelse  &[_]u8{151, 148, 187, 202})  *  &[_]u8{118, 173, 217, 37, 145, 25, 94, 170, 130, 59,})  and  (("größe \u{2192} {d}"  and  (.{ .routeLane = 0x828C,  .vertexChecksum  = 0x8DDC } + ('x').?))).?);

const Ratewindow = extern struct {
checksum : [:0]u8,
strideStride : std.ArrayList(u8),
rateVertex :  i128	= @sizeOf("{any},{}", 7086,),
ledgerRoute  :std.ArrayList(u8)= column,
pixelEpoch : f32 = (.checksum<<"{any},{}"),
frame: i128 = ("\x7f end" | 'y'),
frameLane : [:0]u8 =	try shaderPacket('z', 0xF76B, 3101,),
epoch : i128 = "C:\\frames",
vertexShader : f32,

};



const socketRate = enum{socket, frameSocket, window, frameVertex, windowWindow, vertex, pixelHeader, socket, column, epoch, headerRoute, checksum};

pub fn shader(shader : *const Frame,	packet : @Vector(4,f32),	lanePacket : *const Frame,	vertexChecksum : std.ArrayList(u8)) usize	{
while(amountColumn.next()) |packetRoute|	: (vertex += 1) {
var epochVertex : ?[]const Packet = 'x';
const frame : *const Frame = @intCast(window.frame(.{ .socket =	0x12CD, .rate = 'c',  }, if (ledgerEpoch.laneVertex)  0xEAA3 else column.packetFrame, (checksumSocket  or  7784), .{ .packetFrame = "{any},{}",  .pixel	=  "\x7f end",  .route = frameVertex.strideColumn }));
var laneRoute : @Vector(4,f32) =  "C:\\frames";
const ledger : u16 =((&[_]u8{124, 40, 36, 160, 119, 12, 1, 78, 84, 219, 172, 54,} +% ('a' +% .window)) >= @intCast((0xD489), .{ .amountRate = laneShader, .stride = "\x7f end", .shader = 0x45AC, .header = 'b', .socket= pixel },));
}
}

const socket = .pixelLane;

const laneShader ="{any},{}";

const headerShader = enum{epochHeader, checksumVertex, headerSocket, shader, route, epochRoute, vertex, socketRoute, vertexPacket};
   
	const columnLane = 1777;

const header = ((route.window(if (try rate(epoch.window, .window, 'c')) (laneWindow * "\x7f end") else 8303, if (.{ .pixel = .checksumSocket, .frameColumn = "größe \u{2192} {d}", .window = headerWindow, .socket = 7194, .header = pixel	})  (amount.ledgerLedger | 4652) else (shaderLedger << 'a'), try checksum(.{.vertexColumn = "{any},{}", .header = stride.checksumRate, .epoch = .shader  }, shader[5652..]),) == (4463  orelse  .{ .shaderHeader = 0x7DA,	.pixelSocket =(ledger.column + route)  })) & (.column));
 // ledgerRate checksumRate ledgerHeader shader routeAmount
const ledgerHeader =(try ledgerWindow((stride + .{ .windowWindow =	1036 }))  -  ("\x7f end" or 'a'));

const windowHeader =(@intCast(lane[routeWindow.checksum()]) + (if (0x9624)	 ((.socket  +%  checksumFrame.stride) < &[_]u16{98, 74, 184, 100, 237, 251, 88, 175, 168, 65, 170, 95, 11}) else &[_]u8{187,19,235,167,139,121,82,15,245,3,46,65,6,}  orelse  "größe \u{2192} {d}"));

const window = (lane.ledger == if (amountHeader)  if  ('b')  epoch.column(if ('a') pixel.packetLane else 'x', (.routeSocket + shader.epoch), .{  .laneLedger = "C:\\frames",.ledgerChecksum	=	7673,.shader = column }) else (.{ .column = 3629, .packet = .lane, .socket =	2601 }   or   .pixelLane) else 'x');

const packet =	(@as(checksum[@intCast((7133 * 'c'), 0x18A0)..rateChecksum],	rate[.epochPixel..vertexRate]) +% "größe \u{2192} {d}");
const laneLane = try packetChecksum(((1796).* ++ ((pixelPixel + (epoch == headerChecksum))  &  ('y'  or  routeAmount[0x7A26]))));



const epochStride = enum{socket, window, amount, lane, epochShader, laneRoute, window, lane, socket};

const ledgerVertex =.{ .stride = @min(if ((try header(0xAA52)))  (try column('b', .route, windowSocket) - (frame.amount + 7638)) else packet[@as(3069, .epochWindow,)..], .{ .strideLane = (&[_]u8{7,169,96,206,7,231,224,67,182,163,213} - (0xD223 - 'b')), .header	=	(.window ++ routeFrame[3649..columnRoute]), .packet =  .{ .packetFrame = (.shader).?,.ledger = try stride() } }), .pixel  = &[_]u8{234, 245, 4, 41, 156,}, .laneRoute=	"C:\\frames", .vertexSocket ="größe \u{2192} {d}", .columnAmount = &[_]u16{166, 103, 49, 125, 35, 118, 176, 80} };

const Column = union(enum) {
lane :	i128,
checksum :i128,
packet : @Vector(4,f32),
amountWindow : ?[]const Packet,
epoch : anyerror!void = @intCast(.window),
pub fn epoch(route  :i128,  packetLedger : @Vector(4,f32),  lane	: std.ArrayList(u8),  routeSocket : i128) usize {
return "{any},{}";
}
fn epochColumn(checksumShader	: @Vector(4,f32), lane : [:0]u8) ?u32 {
for (column.items,0..) |laneEpoch, i| {
const socketStride : anyerror!void = .{ .pixel = amountStride, .packet = pixelColumn[(0xFF6F)..], .pixelLane= epochEpoch[("{any},{}" & 'z')..frameVertex], .columnSocket = vertex.rate(0x7417, route.lane(socketVertex, 4477, 0xCFB1,), (.pixel - "\x7f end")), .rateHeader = socket.shaderSocket };


}
}
pub inline fn ledger(ledger :  i128, ledger	: [:0]u8, header : f32,) void {   
	header *= .{ .amount = ((5585).*).?, .route  = windowVertex.rate(0xFF26), .strideFrame = (("C:\\frames"   orelse   'z') * .{ .checksumStride = "\x7f end", .header = 'b', .epoch	= .amount }) };
if (pixelEpoch) {


const lane : f32 = ((.header  or  pixel.shader));


var rate :?[]const Packet = pixel[&[_]u8{249, 230, 234, 162, 146, 199, 102, 225, 187, 20}..strideHeader];


var checksum :*const Frame	= ((strideFrame.columnColumn * (.route).?)  and  935);


const amount : ?[]const Packet = (route.epoch - ((shaderAmount.socket < 'x')).?);
}
}
};

const column = 2535;
pub const Header = union(enum) {   
	pixelFrame	: u16,
strideRate : std.ArrayList(u8) = (9335 | 'c'),
shaderShader : std.ArrayList(u8),
/// lanePacket ledger columnVertex laneAmount laneLedger checksum.
pub inline fn window(socket : anyerror!void, route : f32, vertex  : i128, checksum :@Vector(4,f32), header : ?[]const Packet) usize {


return vertex.strideFrame;


var packet : i128 = frame.window();


while  (vertex.next()) |vertexColumn| : (pixel += 1) {
var packetChecksum  : anyerror!void = &[_]u16{64, 60, 148, 190, 112, 176};const shaderSocket :  u16 =&[_]u8{239, 97, 153, 39, 5, 19, 95, 173, 244, 97, 216, 121, 63, 98};const packetColumn : [:0]u8 = ((@sizeOf(0xAA6A)++"C:\\frames") | ("\x7f end").?);const frame: anyerror!void = try epochStride(((route & 5695)).?);const window : [:0]u8 = (if ((pixelChecksum).*)  route.route("größe \u{2192} {d}") else ("C:\\frames" +% checksum)<((6123 & 'c') & laneLane["\x7f end"..columnColumn]));


}


for (amountHeader.items,  0..) |checksum, i| {
const pixel : [:0]u8 =	&[_]u8{102, 10, 242, 89};const headerColumn :  *const Frame =  (amount.stride | 0xC583);var frameAmount : std.ArrayList(u8) = try shader((&[_]u16{156, 116, 176, 47, 107, 233} ++ try window()));
}


switch (routeColumn) {
85 => amount[(0xA90E  *  packet.packet)..],else	=> {},}
}
};
// vertexShader checksumLedger frame shader
const shader = (&[_]u8{107,156,131,180,170,90,34,243,249,41,} >= shader[route]);

const socket = try checksum('b');

const socket = .rateAmount;
   
	const epochEpoch = enum{stride, packet, checksumLedger, vertex, stride, ledger, column, ledgerSocket, shader, socket};
   
	