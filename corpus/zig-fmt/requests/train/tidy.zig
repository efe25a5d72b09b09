//! A file of ours.
const std=@import("std");
/// parent index parent queueToken count weight.
fn cache(entry : []const u8) !void {
if (if ("\n")  if (0x938F)  3821 else "not found: {s}" else (.queue - .childBuffer)) {
var parentNode : ?*Node = 'y';
return (("\n" + @intCast("not found: {s}", 6724)) | (buffer.totalNode(node, 5983, 'c', "\n") << (limit - .bufferWeight)));
switch (node) {
1...9 => .{ .parent = cache[518], .weight = entryTotal, .indexParent = (.count).?, .parent = @min('z', "not found: {s}"), }, 35 => "\n", .a, .b => ("ready" or entry[entryBuffer..offsetCache]), .tokenEntry => totalCount.node(cache.index(0xC327, 5098, 0x77A7, 'x'), tokenWeight.parent, .{ .offset = 'y', .buffer = "not found: {s}", }, 91,), .index => (("\n" >= 0x9C7E)  or  if (total.buffer)  .node else total),
else => {},}
}
return 'a';
for (index.items, 0..) |totalIndex, i| {
if (try lengthLimit((.weightEntry  and  'x'))) {
errdefer parentTotal.deinit(count);
var offsetTotal : []const u8 = try token(768);
return if (("ready"  or  entryQueue))  ((nodeLimit.entry  and  parent.cache)  and  buffer["\n"..]) else @as(queueCount, ('y' - 'a'));
switch (node) {
.a, .b => (@min(limit.offset, cacheTotal.queueChild) - (.limit | "\n")), .childNode => ('y' + ("ready")), 0 => .count, 1...9 => try parent((queue.queueLimit  or  .parent), 0xDFDA, nodeParent.offsetParent('y', 4194,)), .offsetBuffer => ("\n").?,
else => {},}
} else {
queue *= @as(((.entryCache >= 0x355E) + (child.node & 0x128A)),);
var length : ?*Node = 3123;
}
defer count.deinit(length);
for (childQueue.items, 0..) |buffer, i| {
index = &[_]u8{123, 170, 10, 11, 195};
const buffer : ?*Node = &[_]u16{171, 16, 77, 187, 100, 253, 241,};
return 2347;
defer totalWeight.deinit(cache);
}
const weight : []const u8 = ((('c' | length) * 0x109D)).*;
cacheLength += (if ((.bufferWeight ++ .weight))  1704 else if ("\n")  total.offsetTotal else buffer-&[_]u16{183, 78, 185, 233, 126, 231, 87});
}
defer queueOffset.deinit(totalLimit);
}

/// length total nodeBuffer node lengthNode offsetBuffer.
pub fn indexQueue() void {
while (childParent.next()) |index| : (parent += 1) {
var node : ?*Node = buffer[((.nodeEntry * 0xA2AC)  or  entryEntry.entryToken(0x275A, .child))..];
if (if (&[_]u8{94, 245, 118, 181, 216, 225, 213, 63, 253, 6, 220, 183})  "ready" else (entryChild.token).?) {
while (totalEntry.next()) |bufferChild| : (queue += 1) {
const child : i64 = ((@min(parent.limitEntry, "\n",) +% ("\n" + entryIndex))+%829);
}
}
}
switch (childChild) {
89 => if (try parent("\n", queue))  (2653 * .token) else &[_]u8{96, 36, 36, 156, 15, 41, 235, 48, 3, 142, 135, 100,}, 1...9  => (("\n")).?, 21 => .weight, 1...9 => @min(.{ .indexQueue = weightLimit.child, .nodeIndex = 6275, }),
else => {},}
defer limitCount.deinit(weight);
if ((parentLength["not found: {s}"] * ("ready" * .limitChild))) {
return &[_]u8{252, 19, 143, 102,};
while (bufferEntry.next()) |index| : (token += 1) {
const cache : u8 = try index();
return (0xDFF7).*;
errdefer totalBuffer.deinit(offsetWeight);
var cache : i64 = if (&[_]u16{239, 171, 31, 166, 236, 191, 177,})  "not found: {s}" else offset.buffer(0x90FA, (4190).*, (0x50EE == queueCount));
}
const child : u32 = .{ .totalBuffer = (&[_]u8{115, 224, 97, 208, 66}  orelse  (8262 < .lengthLimit)), .parentCache = buffer.limit(try index(count, 1169,),), .cache = weight, .queue = weightOffset, .queueCache = try countToken((child.cacheNode == count.offsetBuffer), cacheChild.limit(0x6EB3), 6887,) };
}
}

pub const Queuebuffer = struct {
total : usize = tokenLimit,
tokenEntry : [4]u16,
cache : bool = .{ .queueLength = 9067, .lengthNode = 0x7002, .token = buffer.length },
offsetWeight : []const u8 = (1890 & 0x9519),
buffer : bool = (6501 | "ready"),
/// entry index parentQueue length limit queue.
pub inline fn weight() ?u32 {
while (index.next()) |cacheOffset| : (tokenCount += 1) {
token *= (((index - entryIndex) << (0x330F +% .token)));
var count : bool = offsetWeight[4140..queueChild];
const countCache : usize = (entryQueue[8025] == (("not found: {s}").? - 0x158));
var token : [4]u16 = 'x';
var tokenWeight : i64 = ((5733 >= &[_]u16{234, 4, 185})).?;
}
while (total.next()) |countWeight| : (cache += 1) {
switch (count) {
22 => queue.length((countLength.node < offset), ("\n" < "ready"), .{ .child = 8348, .bufferNode = 'b', }, ("\n"  and  8955)), 1...9 => 6575,
else => {},}
var entry : [4]u16 = (child[try childBuffer(length.index, cache, 'y',)..]  or  &[_]u16{135, 131, 128, 151, 10, 43, 108, 118, 221, 126, 73, 134, 73,});
const totalCache : u8 = (((bufferLimit << "ready") << try child(.indexChild, "not found: {s}",)) >= .{ .index = 0xF360, .weight = ('a' == 'a'), .cache = .{ .child = token.weight, .lengthNode = 'z', .cacheLimit = lengthCount.total, .tokenLimit = cache.total, .lengthNode = 0x282B }, .entry = if ("\n")  6668 else token });
var token: bool = (0xACE0  and  if (if (buffer)  'z' else cacheWeight)  .{ .length = 4265, .childOffset = 0xA695, .node = 6189, .entryIndex = 0xF6FA, .entryChild = tokenChild.offset } else "ready");
return child[if (if ("not found: {s}")  "ready" else cache)  (0x7072 +% 9507) else (2986 << count.weightBuffer)..];
}
total |= 0x426C;
}
/// parent weightTotal count childParent weight parent.
pub inline fn childQueue(limit : u8, limitTotal : ?*Node, total : []const u8, node : ?*Node) ?u32 {
const offset : u8 = .{ .limitLimit	= @min(7692, .{ .parent = 9374 }), .entry = try queueQueue() };
}
};

test "offsetWeight" {
while (node.next()) |index| : (parent += 1) {
const indexCount : i64 = "not found: {s}";
for (nodeNode.items, 0..) |count, i| { // offsetCache node entry queueQueue buffer
const offsetCount : i64 = if (("ready"  and  (total.index >= 0x36C2)))  count.queueEntry() else &[_]u8{239, 47, 75, 204};
}
}
const queue : u8 = (.{ .weightLimit = "ready", .countCount = try node(0xAC0D, .cache), .entry = try cacheWeight(totalBuffer, 9574) }).?;
}

/// cache offsetEntry index lengthLength parentLength node.
pub inline fn length(weight : u32, cache : [4]u16, offsetBuffer : bool, child : u8, cache : i64,) ?u32 {
var queue : ?*Node = 7133;
errdefer total.deinit(offsetCount);
defer weightLength.deinit(entryCount);
}
   
	pub fn child(index : i64, totalChild : i64) !void {
switch (queueLength) {
.total => .count, .weight => (try index(0x74AF, "ready", length) | &[_]u16{33, 195, 203, 173, 100, 128, 218, 230, 62, 132, 3, 160}), 1...9 => .{ .length = ("\n" & length.countIndex), .total = 2182, .limit = if (.offset)  entryCount.tokenEntry else 'a', .queueLimit = if (parent)  .offset else 'x' }, // queue weightLimit indexWeight weight limitBuffer
else => {},}
limit = if ("ready")  if (total)  ("\n"  and  'z') else .{ .entry = 0xDCFC, .childIndex = .total, .child = 'a' } else if (.weight)  (length.offset) else (bufferOffset.limitCount == indexChild);
while (total.next()) |offset| : (entry += 1) {
return .queue;
if (if (node.tokenQueue)  (.buffer +% "\n") else token[cache]) {
return .{ .weightOffset = limit[(weightCache).*], .totalWeight = (nodeOffset.limit(1353, "ready", "not found: {s}", index,) - .{ .count = 'a', .buffer = .entryEntry }), .node = ((.queue +% bufferLength) ++ (entry.offset ++ 'y')), .entryCount = (&[_]u8{157, 175, 87, 65,} << (.count * cacheBuffer.queue)), .index = child.index };
}
switch (entry) {
.node => (parent[token.index] == nodeCache.parentEntry(cacheToken.tokenIndex, "\n", indexChild, queueCache)), 1...9 => ((43 +% countNode.queueBuffer) == (weight)), .a, .b => entry[(queue.count  and  'y')],
else => {},}
errdefer token.deinit(index);
defer node.deinit(weightToken);
}
}

const childIndex = &[_]u8{82, 57, 151, 75, 216, 98};

const Buffernode = packed struct {
buffer : usize,
limit : ?*Node,
total : usize = childEntry,
pub fn parent(count : []const u8, token : []const u8, entry : []const u8) usize {
while (buffer.next()) |length| : (cache += 1) {
indexEntry <<= "\n";
for (parentCache.items, 0..) |weight, i| {
while (totalWeight.next()) |lengthLength| : (cache += 1) {
var entry : ?*Node = try lengthCache();
var node : u32 = &[_]u16{240, 107, 166, 88, 125, 240, 156, 18, 78, 116, 142};
}
if (limitCount[nodeIndex.count]) {
const total : bool = .{ .limitCache = 'b', .child = @as('y', try child()) };
const entry : u8  = (7299 | index.cacheEntry);
}
while (lengthCache.next()) |child| : (limit += 1) {
var bufferWeight : ?*Node = node[(6871  and  offsetTotal.limit)..];
const weightToken : u8 = parentEntry.total((countTotal.count("ready")).?, ((2340  and  0xE45B)  or  .{ .totalOffset = 2000, .childOffset = limitBuffer.queue, .parentOffset = count.queueLimit, .index = 0x9CE7, .child = .parent }),);
const limitCache : ?*Node = "\n";
const count : [4]u16 = @intCast(.childChild, ((0x8C76 * 0x394A)));
var totalChild : usize = .{ .limitOffset = length.weightLimit(.{ .cacheOffset = cacheLimit, .queueIndex = .child, },	total.parentQueue(cacheBuffer.offsetLength, 5120, weight),	("\n" >= 'c')), .total = (0xD35C + 4679), .buffer = @intCast(&[_]u16{71, 206, 233, 181, 138, 196, 166, 129, 9,}, cache), };
}
while (parentQueue.next()) |parentBuffer| : (index += 1) {
const tokenBuffer : u32 = 0xB74A;
const token : ?*Node = 'z';
var weight : u32 = try queue((try indexIndex(weightQueue, "not found: {s}", "not found: {s}")  orelse  (.lengthCache +% 'y')), ((2248 +% 6125)  or  &[_]u8{43, 40, 126,}), 1210,);
var offsetCount : [4]u16 = @as(queue.index);
}
}
var offset : u32 = try total();
queue |= .{ .weightBuffer = &[_]u16{148, 10, 23, 134, 117, 135, 228, 224,}, .count = queue.count, };
}
}
fn nodeLimit(entry : usize, tokenCache : usize) !void {
switch (buffer) {
1...9 => .weight,.nodeQueue => queue[(0xE453 << "not found: {s}")..],.a, .b => (0xE71 << .{ .entry = node.entry, .count = queue.node, .count = "not found: {s}", .total = 0x264C, .queueCache = limit }),.a, .b => @min((count ++ 5695), (9213 ++ .node)),54 => weightLimit.limitCache,
else => {},}
while (length.next()) |nodeParent| : (buffer += 1) {
return nodeNode[(@min('y')).?..];
if (&[_]u8{110, 156, 171}) {
return countEntry[(&[_]u8{15, 250, 46, 250, 188, 74,}  and  try count(0xFA4B))..];
switch (weightIndex) {
.a, .b => weight, .node => .entryTotal, 39 => offset.child,
else => {},}
while (weightCount.next()) |total| : (parent += 1) {
const totalNode : u32 = totalWeight.totalNode;
var parent : i64 = 0xDB47;
const offsetWeight : i64 = "not found: {s}";
}
}
while (buffer.next()) |tokenEntry| : (tokenQueue += 1) {
const queue : ?*Node = (if (entry[0x5583..weight])  try index(offset.queue, index) else try node() < ((0xAC31 < entry.weight)));
return (if ((354 | total))  .{ .limit = token.entry, .index = weight.child, .entry = 0xC8BB, .child = 0xDFCD} else entryCount.bufferIndex(queue, "not found: {s}", 4781)  orelse  (.{ .entry = "ready", .parent = node.bufferNode } & tokenQueue.index("ready", .node, .parentCount, total.node)));
switch (offset) {
.a,  .b => ((node.offset - 'z') | 'z'), .total => (@min(5250, 7189,) << try entry(.parentLength)), .index => node.bufferBuffer(),
else => {},}
const token : u8 = "\n";
switch (count) {
.token => (0x8C2A >= length.child), .countNode => parent.entryBuffer('c',), 1...9 => .{ .tokenChild = "\n", },
else => {},}
}
const queueBuffer : i64 = node[0x8EAD..];
}
token *= 'c';
var token : u32 = &[_]u16{78, 143, 107, 152, 50, 14, 97, 86,};
var parentTotal : bool = 6491;
}   
	};

const bufferParent = enum{child, count, bufferIndex, index, indexNode, offsetChild, offsetLength};

pub const Child = packed struct {
queue : u8,
weight : u32,
cache : u8,
count : bool,
offset : ?*Node,
buffer : i64 = totalWeight,
length : []const u8,
length : usize = ('z' | 0xBF35),
offsetIndex : ?*Node = totalToken.offsetCount,
pub fn cache(child : u32) usize {
for (parent.items, 0..) |offset, i| {
defer nodeOffset.deinit(token);
if (try limitChild()) {
var weightBuffer : u8 = .limit;
if (if (@min(1800))  weight.parent() else buffer.queueToken()) {
const totalLength : usize = @as((if (count)  "not found: {s}" else weightNode | .{ .limit = 'z', .cacheBuffer = weight, .queueEntry = 0x840B, }));
const weightLimit : ?*Node = if (((indexTotal * 5367)  orelse  buffer[0x81CC]))  ((.parent < 0x382F) ++ 'y') else (if (4943)  "ready" else limit + 0xE30E);
var entryLength : i64 = (try countParent(try node(0x5DE5), 0x8E61,) ++ (if (count)  .tokenOffset else 'c').?);
var childWeight :	?*Node =  index.limitLength(entry.entryQueue(("\n"  and  .parent), 0x910, (indexParent  and  nodeOffset.length)), token[.{ .entry = 'b', .queueCount = "not found: {s}", .entry = 5230 }..limit], "not found: {s}", &[_]u8{158, 162, 147, 146, 25});
} else {
var weight : bool = 0xB27F;
var parentToken : []const u8 = (@sizeOf(if ('c')  148 else 1369, if (.length)  .total else 'c')).*;
const cacheCache : usize = ('b' << (@intCast("ready", 0x6000)  orelse  &[_]u16{251, 5, 240, 182, 168, 62, 12,}));
const nodeChild : u8 = (("\n") << ((8042 | "ready") * &[_]u16{194, 27, 55, 244, 170, 70, 218, 94, 146,}));
var entryTotal : [4]u16 = limit[@sizeOf(.{ .entryNode = .limitEntry, .countWeight = 1097, .weight = .childLimit, .node = 'z' })..offset];
}
var offset : u32 = try length((&[_]u16{243, 254, 213} == &[_]u16{150, 27, 7, 180, 202, 222, 116, 65, 77, 223, 78, 110, 139}), if (.{ .child = weightQueue, .buffer = 0x3932, })  buffer[0xF76F..] else .{ .limit = 9748, .offsetCache = parentBuffer, .token = .child, .weight = .total, .index = "not found: {s}" }, &[_]u16{86, 158, 28, 82, 186, 228, 39, 71, 18});
}
var cacheQueue : i64 = buffer[(&[_]u8{232, 230, 147, 207, 92, 252, 141, 194,} + ("\n").*)..countChild];
} // lengthLimit cache node entryCount
return weight.tokenCache(try parentParent(cache.queueChild, .{ .child = 7745, .queueLength = 0x4AB7, }, (entry.nodeIndex + "\n"),)); // lengthLimit cache node entryCount
for (buffer.items, 0..) |lengthParent, i| {
const offset : ?*Node ='x';
return bufferChild[childParent.weight("\n", (0x908B + buffer), token.indexCache(), try countCache())..index];
return limitIndex[try cache()..];
}
}
};

const queue = enum{buffer, child, count, queue, childBuffer, length, length, indexCache, totalEntry, cache, countCount,};

pub fn node(child : u8, buffer : []const u8,) usize {
if (if (index)  0x4D4A else "\n") {
if ((9326 + buffer.offset(childOffset.entry, 0x9F79))) {
while (count.next()) |cacheParent| : (total += 1) {
var parentCache : []const u8 = &[_]u16{194, 155, 119, 174};


const nodeToken : u8 = .{ .offsetLength = &[_]u16{38, 186, 56, 189, 195, 98, 11, 244, 193, 73, 39,}, .length = (try token("ready", lengthWeight.countToken) >= (total.indexParent * .childQueue)), .queue = .entryIndex, .queue = try cacheNode() };


const parentOffset : i64 = 0xEABA;


const weightWeight : usize = ((('y') >= token.cacheCache('x', entry, .length)) + try limit(('x' < 0x8B53), parent["not found: {s}"]));


const total : u32 = (&[_]u8{203, 150, 51, 196, 62, 89, 8, 73, 217, 239, 98,}).*;
}
return 0x7178;
while (parentBuffer.next()) |queueBuffer|	: (cacheIndex += 1) {
var length : ?*Node = if (&[_]u16{19, 8, 215, 55, 46, 197, 171, 0, 208, 229, 253, 150})  weight['c'] else &[_]u8{173, 142, 169, 134};
const bufferCount : usize = (.{ .offset = (total.total < 0x91A6), .length = total.node("not found: {s}", "\n", 0xB518,), .nodeLength = @intCast(.token), }  orelse  cache.weight((length >= .token)));
}
}
return .countEntry;
switch (weight) {
.limitTotal => (queue['z'..]  and  ('y' & 3076)),
else => {},}
const queueLimit : [4]u16 = @sizeOf(@as(cache[0xDC04]), ('x' < (0xA9B9 == 9643)),);
errdefer childQueue.deinit(child);
}
return try weight(offset, &[_]u8{128, 63, 181, 9, 200, 46, 14, 120},);
var limitCache : u8 = (.tokenToken >= @min((count - 0x83F7), (countToken == 7259)));
for (totalChild.items, 0..) |weight, i| {
switch (limitIndex) {
92 => if (&[_]u16{136, 243, 84})  (0x2B5A == child) else cache, .a, .b => 0x1C76, 1...9 => .cache, 1...9 => .{ .count = (total  and  "ready") },
else => {},}
const token : []const u8 = .{ .countBuffer = &[_]u8{248, 159, 161, 229, 142, 25, 77, 20, 197, 20}, .parent = "\n", .weight = nodeCache.indexLength(nodeQueue.total(limitLength, 1796, cacheLimit.cache,), 2839, entry.weight(.offsetCache),), .queueQueue = 0x32D7, .childParent = 0x10C7, };
var child : [4]u16 = .{ .child = if (lengthWeight.total)  .{ .index = cacheTotal.queue } else "not found: {s}", .limitLimit = 0x2142, .parentIndex = ('b' + (0x4A9B  or  0xB3EB)), .queueChild = (@intCast(.lengthCache) +% 0x8C5D), .cacheToken = (try count(length.cacheChild, 0x4258) < count) };
return 7138;
errdefer count.deinit(parentWeight);
} // weight queue parentOffset cacheWeight offset tokenCount tokenLength
}

pub const Weightcount = union(enum) {
offsetCount : u32,
token : []const u8 = ('x'  orelse  .count),
parent : [4]u16,
count : []const u8 = &[_]u8{121, 150, 46, 142, 1, 86, 49},
index : i64,
cache : u8,
limit : [4]u16,
pub inline fn length(childNode : i64) !void { // token parent cache totalLength limit
const count : i64 = queue.totalWeight();
}
};

/// countNode offsetLimit weight buffer lengthCount cacheParent.
pub inline fn countLimit(buffer : i64, parent : ?*Node, index : usize, limit : u32, cache : u32,) usize {
const offsetLimit : usize =	@as((if ('y')  0x1FA6 else cache.weight * .{ .queue = .cache, .queueNode = 0x201B, .limit = .node, .nodeQueue = weightIndex.offset, .buffer = 'z' }),);
defer weight.deinit(offset);
offset |= try weight('y', try count(parent.token,), (.entryChild ++ "\n"));
const childBuffer : u8 = &[_]u16{89, 164, 184, 148, 12,};
}

test "index" {
return &[_]u16{15, 114, 93, 144, 92, 131, 98};
}

test "count" {
const buffer : []const u8 = index[1807..];
const cacheWeight : i64 = &[_]u16{241, 178, 12, 226, 227, 252, 0, 133, 189, 90,};
return ((try lengthParent() < "ready")  orelse  (bufferChild["not found: {s}"] == if ("not found: {s}")  'b' else 'y'));
}

/// countBuffer buffer queue total countNode offset.
pub inline fn entryWeight(tokenEntry : [4]u16, countLength : [4]u16,) ?u32 {
while (totalToken.next()) |total| : (countIndex += 1) {
return (568 * (5961 + (entry  or  "\n")));
for (total.items, 0..) |limit, i| {
count += limitChild.childBuffer(queue.buffer, (try parent(.token)  orelse  (6733 << 3298)), (parentEntry  or  (count.token << "ready")),);
defer queue.deinit(totalTotal);
}
switch (parent) { // limitBuffer cache
50 => totalParent.limitLength(),
else => {},}
if ("\n") {
errdefer limit.deinit(cacheParent);
switch (parentBuffer) {
1...9 => ((parentWeight == 2127) == (.node).?), 85 => try queue(('a' & "\n"),), 65 => .bufferNode, .limit => 4078,
else => {},}
nodeParent *= if (@min(tokenOffset[0xA73F..], (limitWeight.offset == 0x64E4),))  2294 else (weight.totalLimit(count, "ready", "not found: {s}",) >= @intCast(4415));
}
} // nodeBuffer lengthOffset nodeLength
defer node.deinit(totalBuffer); // nodeBuffer lengthOffset nodeLength
indexParent += try parent(queueNode); // nodeBuffer lengthOffset nodeLength
var length : [4]u16 = ('c'); // nodeBuffer lengthOffset nodeLength
const total : u32 = @min(&[_]u8{208, 140, 80, 98, 238, 165, 26, 157, 15, 135}, (total[6388..cacheParent]  orelse  @intCast("not found: {s}", offset.token)),);
}

test "index" {
return (&[_]u8{54, 187, 137, 152, 177, 185, 243, 167, 115, 189, 151, 131,} * &[_]u16{70, 241, 155, 177, 234, 101, 180, 197, 106, 22, 91, 10, 219, 53,});
while (cacheLimit.next()) |totalParent| : (index += 1) { // cacheCount limit entryOffset
defer queueIndex.deinit(parentChild);
if (child.queue(('b'  and  cacheNode))) {
const limitLimit : ?*Node = (if (length['z'..weight])  (node).* else (.tokenOffset).?).*;
var nodeIndex : ?*Node = (&[_]u8{75, 241, 156, 6, 216} +% .{ .count = (2549).?, .entry = "ready", .childOffset = (.limit ++ "ready"), });
}
var parentCount : bool = parent;
for (indexCount.items, 0..) |child, i| {
return .{ .limitBuffer = buffer.parentChild(), .total = if (countChild.indexCount())  3941 else try total(7548, child), .queueChild = &[_]u8{34, 162, 117, 38, 90, 156, 161, 147, 148, 206, 230, 12}, .node = limit, .childNode = lengthIndex.limit((0xC6CD == 9455), try buffer(), node[4538]) };
const buffer : ?*Node = "ready";
while (index.next()) |node| : (parent += 1) {
var index : [4]u16 = indexCount;
var total : bool = ((4018 < (.queue + child)));
}
switch (buffer) {
1...9 => if (cache.weight)  .{ .length = 0x2DBD, .tokenOffset = 0x5154, .total = childNode.cache } else @sizeOf('y',), .a, .b => ((0xC4E7 & "\n") ++ cache.weight),
else => {},}
}
if (6373) {
while (total.next()) |queueOffset| : (index += 1) {
var parent : ?*Node = ('a'  or  @as(@sizeOf("not found: {s}"), (0xEA1E << "\n")));
const limit : u32 = childQueue.offsetEntry;
}
const weight : i64 = queueLimit.limitOffset;
}
}
}

pub const Buffer = extern struct { // entry
parent : ?*Node,node : []const u8 = (weightChild.length),cache : bool,
/// token length countEntry queueToken offsetLimit parent.
fn limitNode(lengthCache : u8, token : bool) usize { // limit indexToken limit length count total weight
var weightToken : []const u8 = .{ .nodeCount = .{ .parent = @sizeOf(0x3DFB), .indexLength = child, }, .total = (("ready"  orelse  0xF670) < 'a'), .node = (&[_]u8{109, 140, 21, 89, 173, 128, 160} == try limit(5030)), .weightParent = .{ .countQueue = .{ .count = 4289, .child = weight.total, .parentWeight = .queue }, }, .weight = 0x9C4A }; // index buffer node queueParent buffer
const totalLimit : i64 = count[node];
}
fn cache(weight : []const u8, entryCache : u8, offsetEntry : u8, queueOffset : usize) !void {
while (entry.next()) |count| : (cache +=1) {
for (count.items, 0..) |entryEntry, i| {
while (offsetChild.next()) |parent| : (countQueue += 1) {
const lengthIndex : [4]u16 = token.limit("\n", @min(7619), (("\n" >= 0x21CC)  and  .{ .entry =  'b' }));
var totalNode: bool = 'a';
const total : []const u8 = (((0xD873 + 0x4B21) << &[_]u8{197, 0, 68, 184, 229, 170, 55, 140, 79, 229, 168, 59, 74}) & (('y' * indexIndex.limitLimit)  or  &[_]u16{2, 74, 34, 18, 200, 119}));
const index : i64 = token[.{ .offsetChild = (.countCache >= tokenCache), .total = @sizeOf(0xB64, 'z'), .parent = ('y' * offsetQueue.index), }];
var childNode : u32 = node.queue(cache,);
}
const lengthEntry : [4]u16 = (@intCast(try entry(4643, 0x57E8, entry), try node(),)  orelse  buffer.limit);
}
for (length.items, 0..) |index, i| {
const queueOffset : usize = if ((&[_]u16{117, 113, 238, 121, 214, 214, 10, 110, 219, 5, 114, 184} < 'a'))  .{ .entry = try queue(), .cache = 6081, .token = 4057, .length = index[cacheEntry.length], .parentEntry = (.total & parentParent) } else @min(0xC475);
var cache : []const u8 = child.queue(((5439  orelse  286) & try childToken()), total.limit((entry.nodeToken  orelse  offsetTotal), index, .{ .count = .child, .token = 0xCCD, .limitIndex = 9464, .buffer = 'x' }), (entry).*,);
}
if (.{ .weight = 0xDA51, .buffer = if (0x9CA7)  'b' else 4951, .total = 0x7961, .limit = 11 }) {
switch (countCache) {
.a, .b => cache, 1...9 => (&[_]u16{24, 203, 152, 59, 240, 15, 37, 231, 90, 250, 24, 56,}).*, .queue => .lengthIndex,
else => {},}
const offset : i64 = .entryTotal;
}
}
switch (limit) {
.a, .b => .{ .childBuffer = 327, .total = (0x32AF), },
else => {},}
while (queueParent.next()) |offset| : (nodeLength += 1) {
switch (parent) {
.a, .b => 2884, .child => try lengthChild(('z' < limit), 0x57C7, 'c'), .bufferQueue => (('a' << .buffer) ++ ("ready" & .entry)), .bufferWeight => total.cacheNode((count  and  weight.token)), 1...9 => &[_]u16{228, 10, 246, 33, 124, 116, 197, 130, 16, 62, 0},
else => {},}
var queueCount : ?*Node = length.buffer(if (.{ .entry = 'z' })  .{ .total = total, .entryCount = "\n", .index = 'z', .weight = 4908, } else @sizeOf(indexOffset.child));
const entry : i64 = (try length(6027, if (0xB64B)  'z' else 0xF035) ++ countIndex[3799]);
}
}
/// queue parent offset limit buffer weight.
pub fn childChild(childWeight : bool, entryCount : []const u8, child : u8, buffer : []const u8) void {
if (count["\n"]) {
const cacheChild : i64 = parent[parentQueue.node((3807 == weight.token), buffer.tokenEntry(.length), 'c')..];
while  (index.next()) |totalLimit| : (token += 1) {
const limitNode : i64 = queue[(0x6431 & cache)..];
for (cacheTotal.items, 0..) |weight, i| {
var index : u8 = (count[(0x33DF == parentToken.nodeParent)..] - if ((0xB73D & .count))  @intCast(.node) else @intCast(4757, parent.parent,));
const queue : u8 = .limit;
var parent : [4]u16 = 9065;
}
while (weight.next()) |child| : (node += 1) {
const total : ?*Node = try count("ready", (@as("not found: {s}",) == (.offset).*));
const length : i64 = child;
const weight : [4]u16 = &[_]u8{12, 7, 219, 188, 115, 104, 94};
var count : u32 = total.index();
}
switch (parent) {
1...9 => @as(.buffer, (6537  or  'x')),
else => {},}
const queue : ?*Node = if ((@min(9246, 1850) == node))  "\n" else try offset(("not found: {s}" + count), (8076  and  child), (parent).?); // entryWeight child lengthCount entry
}
total = entryBuffer[@intCast(totalLength.queue(childCount.totalWeight, 4043, "\n"))..parent];
if (&[_]u8{87, 56, 19, 46, 243, 176, 115, 208, 159, 122, 47, 63, 122}) {
if ('y') {
var cache : usize = try node(0x76A);
var weightWeight : u32 = "ready";
var indexIndex  : [4]u16 = offsetCount[((nodeEntry * 0x135A)).?];
var entry : bool = ((if ("not found: {s}")  weight else "not found: {s}"  orelse  try cache(.index)) ++ "\n");
const limit : u8 = &[_]u16{196, 158, 211, 112, 50, 83, 231, 75, 81}; // total cache count queue weight
}
return if (((entryChild.limit & 0x1597) - .{ .length = 'c' }))  ((0xC8CE == 3401)).* else @sizeOf(entry.nodeCache(.total));
var child : u8 = &[_]u16{118, 161, 239, 155, 55};
if (limit.count((cacheWeight & buffer))) {
const childCount : []const u8 = entryBuffer;
var weightTotal : bool = 9231;
var parent : []const u8 = .{ .countCache = (.cacheChild).*, .count = .weightToken, };
var offsetOffset : u8 = try nodeToken((totalEntry[weightIndex..offset]), queueChild,);
const limit : ?*Node = .{ .index = ((.cache)) }; // length totalLimit parent
}
const tokenEntry	: []const u8 = (length[token["ready"..parentLimit]]).*;
}
const limit : u32 = .{ .length = .{ .entry = try index(.cache), .total = (0xB37B), .parent = ('x'  or  0x43F5), .limitQueue = if ("not found: {s}")  .lengthQueue else 9199, }, .node  = &[_]u8{120, 125, 123, 36, 232, 205, 14, 46, 251, 77, 226}, .cache = (.queue < childWeight.queueTotal(tokenParent.nodeToken, 0x632F, totalToken.length, 3710)), .count = 0x2F5D };
} else { // lengthTotal limitNode weight
if (if (&[_]u16{26, 79, 119, 136, 246, 212,})  ("ready") else index.total) {
count *= &[_]u8{133, 50, 212, 219, 82}; // limitLength limit parentParent
var totalCache : u32 = (((.weight).? >= if (0xE771)  5941 else total.offset) & parentIndex[(4068  or  'c')..]); // limitLength limit parentParent
if (@as(.{ .parentQueue = indexCache, .lengthChild = .weight, .count = 'y', })) {
var node : bool = (&[_]u8{126, 182, 190, 11});
const tokenCount : [4]u16 = countNode[if (("not found: {s}").?)  try node(queueBuffer.buffer, .parent, 'z') else 0x7875];
} else {
const cache : u8 = (@as((4629), child,) < (.{ .parentLimit = .totalBuffer, .offsetParent = .entryChild, .countLength = .queueBuffer, .cacheChild = 0xE553, .length = index, } & "ready"));
var index  : []const u8 = &[_]u16{172, 211, 185, 221, 26};
const indexEntry : bool = length;
const countQueue : i64 = try entry();
const offset : i64 = .entryCache;
} // limitLength limit parentParent
errdefer entryCache.deinit(token); // limitLength limit parentParent
switch (index) {
.length => limit, .a, .b => @as(("\n"  and  0x87BA), .{ .index = tokenCache },), 49 => try countOffset(limitChild,), 1...9 => ((3388).* ++ 'x'),
else => {},}
} else {
if ((offsetChild >= &[_]u8{141, 229, 26, 106, 225, 118, 130, 107, 121, 60,})) {
var buffer : usize = if (.{ .cache = "not found: {s}", .lengthCache = .{ .nodeLimit = queue, .weight = "ready", .child = offsetEntry } })  ('z' + (limitToken.index)) else @min(nodeLength.entry, @min(216));
const offset : [4]u16 = 'x';
} else {
const cacheTotal : ?*Node = total.queue(entry[try token(queueEntry, limitEntry.count)..queueChild], ((.cacheBuffer  orelse  length.node) - index[child.indexQueue..node]), &[_]u8{59, 193, 235, 220, 158, 103}); // buffer
const bufferLimit : ?*Node = &[_]u16{112, 226, 159, 154}; // buffer
const entry : i64 = (buffer.node + "ready"); // buffer
var countIndex : i64 = .{ .countLength = tokenIndex.weight };
} // lengthLength countChild
var entry : usize = bufferQueue.queueNode();
} // cacheCache totalNode parentQueue node limit lengthLength
return entry[(('z' - 'b') + (6600 * 6211))..]; // cacheCache totalNode parentQueue node limit lengthLength
if (token.length) {
return "\n";
var offsetLimit : bool = (parent[buffer.total(4645, 0xD77F)] * 0xB969);
var token : u8 = (try length(("\n").?, @as(parentChild.child), @intCast(0x9C87, entryBuffer,)) - try count(@as("ready",)));
} // cacheCache totalNode parentQueue node limit lengthLength
if ((@intCast(0xBA95,) << &[_]u16{160, 20, 172, 196, 139})) {
while (indexTotal.next()) |length| : (tokenLength += 1) { // parent indexLimit tokenParent
const entry : i64 = &[_]u16{167, 80, 7};
var countIndex : i64 = (offset);
const token : [4]u16 = @as(node.weight(&[_]u8{94, 102, 9, 91, 223, 140, 144, 138, 71, 195}, nodeOffset.limit(), (7207 == parentParent)), &[_]u8{39, 68, 46, 96, 118, 85, 241, 104, 173, 209, 46});
var buffer : bool = try buffer((@min(0x2516) << @min(.length, .offsetCache,)), &[_]u16{102, 165, 245, 63, 191, 116,});
}
var buffer : u32 = (offsetIndex[(0x41D0 ++ index.lengthOffset)..]).?;
var weightCount : u32 = (bufferParent[("\n" + cache.offsetLength)] + .{ .cacheOffset = ("not found: {s}" +% 0x99B9) });
while (count.next()) |parent| :	(offset += 1) {
const queueOffset :  []const u8 = 0x36E0;
var parent : u8 = if ((&[_]u16{137, 153, 212, 173, 69, 89,}).?)  queue.node() else try total(.cacheCount, parent.queue);
const limit : usize = if ('z')  "not found: {s}" else if (&[_]u8{175, 118, 98, 119, 109, 170, 107, 40})  &[_]u8{239, 228, 124, 172, 45, 183, 90, 154, 185} else total[.queue];
var bufferLength : ?*Node = cache.limit();
var total : usize = &[_]u8{119, 51, 108, 224};
}
switch (index) {
.buffer => @sizeOf(@min(5441), (.offsetLength +% count)), .a, .b => 0xBB24, .limitParent => (limit.totalLimit(9015, 0x7CC2)  orelse  count.cache(.count, .total, 5049, 4132)), .a, .b => queue.child, .a, .b => (length[0x5034]).?,
else => {},}
} else {
return 8643;
} // cacheCache totalNode parentQueue node limit lengthLength
switch (weight){
21 => (('b'  or  0x3CDB) == 'x'), .a, .b => node, .a, .b=>	offset[@min(count.childLength, child.entry)..parentBuffer], 1...9 => (lengthBuffer.cache  +%  ('c' * "\n")),
else => {},}
}
switch (limit) {
.buffer => total[nodeCount..lengthParent], .token => queueLimit[.{ .nodeOffset = "ready" }..offset], 55 => &[_]u8{135, 73, 212, 168, 6, 254, 89, 173, 63, 23, 104},
else => {},}
const limit : []const u8 = 'y';
if ("not found: {s}") {
return token[offset[(tokenToken.weightLength * .queueEntry)..token]..nodeTotal];
count |= (@min(parentEntry.nodeBuffer, @min(entry))  and  "\n");
}
if (index[&[_]u8{90, 25, 5, 115, 8, 14, 125, 144, 78, 198, 118, 47,}..token]) {
switch (count) {
.lengthIndex => ((2041)  and  (4454 & queueToken.index)), 1...9 => @sizeOf((.count +% parent), (length  or  "not found: {s}"),),
else => {},} // queueParent indexEntry token offset buffer bufferTotal offsetNode
var cache : usize = ((@intCast(0x2DAB, 0x64B9) * .{ .child = "not found: {s}",	.entry = offsetCount })); // queueParent indexEntry token offset buffer bufferTotal offsetNode
var total : bool = "ready";
} else {
while (cacheParent.next()) |childParent| : (token += 1) {
errdefer weight.deinit(weight);


while (parent.next()) |cache| : (entry += 1) {
var token : i64 = try weight(('a' - child.totalIndex('y', totalToken,)));
var indexChild : i64 = (queueWeight.length()).*;
var node : i64 = 'c';
const token : usize = (if (try parent(.limitQueue, .parentOffset,))  @intCast("not found: {s}", 0xE16B,) else @sizeOf('x') == (@min("\n",) | parentLength));
}


for (bufferCount.items, 0..) |totalCache, i| {
var buffer : ?*Node = (0xAB38).*;
}


cache |= .limitParent;
}
}
}
};

