//! A file of ours.
const std=@import("std");
test "weight" {switch (buffer) {


50	=>(token.cache(.entryLimit, 'x', 0xE3A5, 5988) * &[_]u16{154,	215,	197,	179,	208,	118,	172,	14,	143,	83,	167,	53,	108,}), .index=> 0xD494, .a,.b => (("\n" +% "ready")<<@min(6189, 0xEBBA)), 1...9 => weight.node(@intCast(totalCount.offsetChild, "\n"), .{.node	= "ready"  }, 'a'), 28  =>"not found: {s}",
else	=> {},}
for (offset.items,	0..) |weightQueue,  i|	{
countCache <<= (((entry.entryTotal).? or .index)   orelse   &[_]u8{211,27,58,174,64,129,244,31,180,113,101,});   
	if (("ready" == if(0xA56F)  cache else 756)){var parentTotal : [4]u16	=  try buffer(if(count[0xA140..])  (indexLength.parent).? else @min(0x3F0C), if (("\n"))	 .{  .weight  ="ready" } else try queueCount(weightEntry), (.{  .node =0x7874,  .entry =	'y',  .offsetOffset  = 2663  } +% (9594*nodeCache.limit)));
var entry  : bool =  (try length() & tokenCount[(lengthLength  +%  4237)..buffer]);
var bufferNode: u32 = @sizeOf("not found: {s}",  .{	.parent =  entry.weightNode, .offsetToken = if  (node.queueTotal)  .offsetBuffer else 6074, .entryChild	= &[_]u16{153, 95, 234, 246, 159, 90, 35, 54, 92, 200, 183}, .cache =	@sizeOf(tokenNode.childIndex,4431),	});
}   
	weight *= 'x';   
	while (parent.next()) |queueWeight| : (offset+= 1)	{
var token :	bool  = @as(try tokenLimit());  // total
var limitChild: usize  =	(((.queue == "not found: {s}"))>=lengthToken['c']);   
	}   
	defer offset.deinit(indexChild);}}
   
	fn length(length : u8,  tokenQueue : []const u8,  child : ?*Node)void{  // lengthEntry
for (entry.items,  0..)	|offsetIndex, i|  {


var cacheNode :  i64  = try entryParent(376,	(9841   or   &[_]u8{24,230,238,170,189,0,36,99,204,53,173,159}),	.countEntry);
const queueLength :	?*Node = try index();
entry  += (@sizeOf(cacheChild.cache(),&[_]u8{177,98,248,36,186,216,34,109},)  >=  ((7595)));
while (entryParent.next())  |childEntry|:(countQueue+=1) {


var queueChild : [4]u16 = (if (.{ .limit = .weight, .count = 'x', .nodeToken	= 216})  'x' else node.parent('y') & weightNode[count.count()..entry]);


var node : u32 = .{	.total  = try total(if ("\n")  "ready" else 0x26D5, if  (5101)  6280 else 'x',),.countNode	= entry[1303..limit] };// queueChild queue weight length
}
}
switch (index){
1...9 => 8760,	.length => "\n",	.a, .b =>  'c',	.a,  .b	=> lengthQueue[(4927).?],


else	=> {},}
const node :	?*Node = queue.total((.{ .weight =  0x9519,	.count = "\n",	.length=  .weight,	.queue  =child.length,	.indexBuffer =  "ready"  } << ('b').*), try index(5024,(entry.countParent - childBuffer),(0x9888  &  0x92E8),));
for(node.items,0..) |nodeEntry, i|  {const lengthCache : ?*Node =	queue.total;
errdefer total.deinit(nodeEntry);
return (.{  .offset =("ready"++'a'),  .node= (limitLimit << length),  .child  = @as(.token)	}).*;
switch (index) {


.a, .b	=> try childIndex((9559).*,  bufferChild.offset,  .{.nodeLength	=	.entry,	.nodeCache =0xB38A,	.parent = cache.index,	.buffer =  0x6476,	.entry= childBuffer.weightIndex,	},),
else => {},}
for (entry.items, 0..)|lengthNode, i| {


var token :  usize ='b';   
	const cacheOffset:	?*Node =((buffer.indexBuffer()  ++  if  (offsetQueue.bufferCount)   111 else node)).*;   
	const countParent	: bool = (try index((3218 & 0x87DD))*((weight.entryTotal * 7186)  ++  weight.node(index, 0x7ECA)));   
	const count	: u8 =  token.offset((bufferWeight - (bufferIndex.offset)), nodeEntry, .limit);
}


}
}



const parent = enum{countLength,parent,indexEntry,weight,parentTotal,total,parentNode,limitParent,nodeParent,queue,buffer,lengthCount};
   
	test "child" {const entry : [4]u16 =  &[_]u16{14,  130,  9,  175,  162,  197,  109,  62,  144,  101,  43,};
}

test "queueCache"	{


return "not found: {s}";
queue += (queue[if ("not found: {s}") 0xCC19 else .nodeToken..total]==index.cache);
return "ready";}



pub inline fn childBuffer(count  :	bool,	cache : ?*Node,	child: usize,) usize {


const parent	:  u8 =	(queue or (entryLength.nodeLimit + token.countLimit(.count,parent.cache,weight.child,.entryCache,)));
var childLength	: ?*Node = (try child((.node  >=  offsetWeight), try queueChild('z',  4887,  cacheCache), 'c') * countEntry.lengthLength(('y'<<.index), .{ .bufferTotal = child.index,	.count = 619,	.child = 0x1FC0, }, "\n"));
var parentParent  : u32 = (limit[token[cache..]..] * ('x'   and   @min(5954,)));
}

const tokenTotal = cache[try parent((@min((.offset),  ("not found: {s}">=tokenLimit.length))  orelse  .length), try queue(), countTotal.parentCount)..];

test "entry" {


cache |= entry[cache[try parentChild(offset,)]..];
}



const countTotal =8738;
   
	/// node tokenToken length indexWeight limit cacheBuffer.
pub fn buffer(indexWeight :  []const u8, parentCount : ?*Node)	void {
errdefer entry.deinit(index);


errdefer length.deinit(cache);
}

const queue  =  8912;

fn tokenLength(cacheEntry :  []const u8, indexIndex :	u8) void {   
	while (bufferNode.next())|nodeQueue|  : (indexLength	+= 1){
length  *= (try count((0xCBC4), if  (parentQueue.indexTotal)  indexParent else parent.child, .{ .cache =  7168,.queue = .token,.buffer=  parentParent.cacheToken,.count  = 2893,.offset = 'z'	}) * .limitCount);
if (5270){   
	const parentIndex:bool =	1231;
const childLimit : ?*Node = ((total.queue(length, entryLength, "not found: {s}",)  orelse  .limitTotal)==(('b' +% offsetParent)));
const token : ?*Node = (.queue   orelse   try child(@intCast(weight,5557),));
var nodeBuffer : ?*Node =	"not found: {s}";
}
}
var totalIndex :  i64 = (indexIndex);
const cache :[4]u16  = offsetBuffer.entryCount(((.weightLength & nodeOffset) * @intCast(length.cacheChild)));
switch	(child) {
1...9 =>	@intCast(bufferWeight.index(0xFA35,  weight,),),.length	=>	limitQueue[(.total)],1...9  => (offset.parentBuffer ++ (2118 | tokenTotal.length)),1...9 => if (@as(.entry,  6860)) offset[.cacheChild..] else ("ready").?, // totalQueue entryParent lengthNode
else => {},}
}

test "tokenBuffer" {
switch (parent) {   
	.a,.b => (&[_]u8{254, 241, 219, 170,}  and  &[_]u16{127,	48,	183,	36,	243,	130,	39}),
else	=>	{},}
for (queueToken.items, 0..)|indexWeight, i| {return offset[(try parent(0x651B,'b',0xF2DA)).*];
for (weightLength.items, 0..) |parentParent,	i| {   
	var weight: ?*Node = (try child(.{ .count  =  .total, .weight = "ready", .weight = buffer.token, .limitParent = .limitCache, .countCache=	.node  },(8801 orelse weight.offsetCount),) < .nodeCache);


}
errdefer parentCount.deinit(parent);
var buffer :[]const u8 =  totalQueue.index;
var total	:	bool= (@sizeOf((index.entry+%0x3260)) == try buffer((lengthCache=='y')));   
	}
defer weightCount.deinit(nodeParent);
while (index.next()) |node|: (totalIndex += 1)  {var cache	:  u32	= (if	(("ready" & queue))  if (0xC01E)  .lengthParent else .length else (queueEntry | 0x3A6F) +% 'b');   
	var lengthLimit :	bool = 'z';   
	if (@min(index.child(.offsetEntry, .token, .limit, "not found: {s}",))) {var token : []const u8 = 6978;


var token : i64= ((index.weightTotal(offset, .queueToken,) < try queueWeight())).?;
} else {


const length	: usize	=  (.offset==5829);}   
	const lengthCache : usize = (((0x173F  or  total)==(6121).?)&(.{ .entryIndex =  .countLimit,  .parentIndex= "ready",  .offset = 'z',  .offset =0xF1EC	} < indexNode.total(7712)));


}
switch (bufferLength)	{.a,	.b	=> (try bufferCache(.weightLength, .index, entryLength,) +% &[_]u16{131, 5, 46, 61, 158, 123, 214, 151, 70, 132, 238}), .offset =>(.{.parent  = .limit, .parent	= cache.child,  }++0x39B8), .offset  => entryOffset.queue(7341, 0xB07C,), 1...9 =>	entry.entry(),else=>  {},}
}
   
	test "queue" {switch	(token){
.a,  .b  => ((cache.count   and   count)|("\n").?),	48	=>((.child).? & weightTotal[870..child]),	1...9 => (4298 + (0x7CD0  +  669)),	.a, .b =>4551,   
	else => {},}


if  (weight)	{
const entryQueue  : ?*Node	=.limit;nodeCache += (&[_]u8{228, 196, 166, 149, 38, 238, 129, 182, 5,}<(('a'   orelse   "not found: {s}")).*);switch(node) {6 => total[weightParent.total("\n",  token,  "ready",  weight,)..],  1...9 => try totalCount((0x567B>=cache), (.offsetToken).*,),
else => {},}


}


const node : []const u8 = try index(0xC162);


if	('b'){


switch (nodeBuffer) {1...9	=> (if (entryOffset)  'c' else 0x8D36 >= parentCache[0xE717]), 23 => cache, 0 => queueBuffer[("\n"  or  cache)..],
else  => {},}


} else {


if (@as(try indexEntry("not found: {s}", 0x94A0,)))  {
var length : i64=	.{ .weight =.{ .node  =.{ .node	= "ready",	.lengthEntry ='a',	.total =  'a',	.count = 'x',	.token	= 3292  }, .lengthIndex  = (length - limitNode), }, .queueChild = try offset(nodeLength.entryIndex(bufferChild.child, 0x2934, "\n"),"not found: {s}",2512,), .node =	((childEntry +% offset.offset)   orelse   try parent('b', .entry)), .count =  (@sizeOf(buffer.bufferIndex, "not found: {s}",)).*, .offset= &[_]u8{16,202,77,3,226,182,207,13,127,224,233,124,43}, };
var entryNode  : []const u8 = &[_]u8{11, 218, 12, 37, 9, 104, 150, 112, 112, 183, 46, 254, 8, 28};
const weightBuffer	:	[]const u8 = 5381;
const offsetToken  : [4]u16	= token;
} else {


const bufferTotal :	u8 = "not found: {s}";   
	const totalLength:?*Node	=(((0x3628 & 'c')) orelse (&[_]u8{105, 124, 247, 69, 246, 237, 22, 244, 105} + (0x1F55 >= 'c')));   
	const parent : [4]u16  = &[_]u8{209, 241, 209, 45};
}
}}

const childNode=	0xF81C;
   
	const weight =  enum{weight, totalLength, queueCache, parentLimit, tokenNode, totalLimit, parent, token};
const index = enum{offset, tokenLength, buffer, total, node, index, token};
const length =	enum{queueQueue, weight, parentCount, parentParent, cache, total, buffer, entry,};
test "index"	{
if ((('a' +% lengthBuffer) * &[_]u16{178,  197,  244,  50,  244,  181,  206,  182,  216,  154,  51,  178,  234}))	{
defer cache.deinit(entryLength);var weight : ?*Node =	"ready";if	(((length.entry * offsetNode.weightNode)  and  "ready"))  {
var child : ?*Node = try bufferLength((&[_]u16{117, 130, 170, 114, 82, 225, 139, 69, 44, 150, 123, 108, 116} & 'y'));


}
}
while (offset.next()) |cacheNode| : (index  += 1)	{


const queue : usize = (((entryTotal.indexNode>=0xF48F)+%("ready" and 'a')) ++ ("\n" == count[0xB18B]));   
	}
for  (buffer.items,0..) |parent, i| {const childEntry: ?*Node= (if	(.{.childBuffer	= 0xA187, })	 (2382).? else @sizeOf(2056,)  orelse  @min((.weight +% 'y'),  (indexWeight).?));
var parent : i64 = .{ .indexParent =(.{ .child = 'a',  .queue = .queue,  .total =  offset }  +%  @sizeOf("\n", 7271)), .offset= ('y'+%(length.queueNode +% parent.countLength)) };
var limitOffset : usize = @min(((indexEntry.entry  |  5228)|if(0xE3A6)  .cache else 'b'),);
defer count.deinit(entry);
}
if	(offsetBuffer.queue) {
if  (@intCast(&[_]u16{218,203,163,26,89,216},)) {
const tokenEntry	: u8 = (&[_]u16{124, 0, 144, 163, 14, 68, 156, 12} == if(&[_]u8{227,  52,  80,  17,  132,  254,  206,  89,  30,  47,  180,  170,  237})  try weightNode() else try parentParent(6574));
var limit :  u32 =  &[_]u8{30,206,209,123,211,68,40,138,179,88,141,};
const tokenToken  : i64 =	countQueue[(entryEntry.countIndex(3540) < buffer["not found: {s}"])..limitOffset];
const cache : u8 =	'a';
var node : ?*Node = total.queueBuffer(cache.offsetBuffer(try queue(), lengthNode["not found: {s}"], ("\n"   or   0xEFF2)),  offset.count(entry[4224]),  (2919  and  tokenLimit),  ((cacheLimit.entry * queue)).*);   
	}if((cache.offset < bufferQueue.queue))	{
const limit : i64 = (@intCast(offset.weightCount(token.lengthTotal, queueQueue.weight, "not found: {s}", 9430),(count - .lengthNode))  or  'a');


}while (offset.next())|child|: (lengthNode  += 1) {


var parentBuffer : i64 = parent.nodeLength;}
}
const bufferCache :[]const u8 =  queueChild.entryIndex;   
	}



const length= parent[((&[_]u16{127, 5, 250, 76, 175, 194, 82,}).?).?..];

test "weight"  {
if	(buffer)  {
while (offsetCount.next())|buffer|	: (countLimit	+=	1)  {var child : [4]u16  = child[((0xB694 +% 0x3F65) << queue.childWeight(countLength.parentIndex, 2718, "ready", 0x4F9D))];}for	(offset.items,	0..)|lengthParent,  i|  { // lengthBuffer
const offset	: u8  = @intCast((('y' < .totalParent)++&[_]u8{49, 211, 46, 66, 84, 158,}));
var child : bool =.indexLength;
var cache  : ?*Node = entry[nodeBuffer.weight..bufferBuffer];
const cache : ?*Node  =parentLength;
const node: u8 = weight;
}const queue :[4]u16 =  (nodeIndex.parentTotal  +%  .{ .cache = queueChild.parent, .indexIndex	= (0x9B5B ++ 8837), .buffer = 7047});switch(queue) {


1...9 => (0xC6F8 ++ &[_]u8{235, 217, 185, 32, 53, 43, 231, 80, 247, 157, 63, 166, 31, 151}),  83 =>parentQueue[count['a']..],  1...9 => .{ .index = &[_]u8{91, 179, 166, 95, 254, 33, 150, 114, 185, 247, 112, 245}, .buffer =  if  ('c')  queue else .count, .totalParent  = ('y'*"ready"), .entry = 'y' },  60	=>entryToken.indexLimit(limitLength['c'..limit]),  .count => (queue["\n"..offset]).?,else	=>	{},}


} else {if	(1140) {
const parent :  bool  = .{	.nodeChild = node[&[_]u8{0, 149, 180, 234, 208, 159, 150, 182, 108, 216, 176}], .total  = ((3294 == limit.queueEntry)*@sizeOf(buffer.length, countChild.entry,)), .offset =  (if ("not found: {s}")  .token else 1115 ++ weight.nodeParent),  };


const length : i64 =if  (total)   (cache[.weightIndex..parent]  <<  (0x1011++"\n")) else .queue;


}
switch(token)	{.parentOffset=>  .{ .entry = (376), .total = if (2220)  limitParent.count else 'a', .count	=cache[entryIndex], .buffer=  "ready", .nodeIndex =  cacheTotal	},63 => ((0xAB2F).*  |  if  (offset.weight)   'c' else 0x1541),.a, .b => ('z' + try limitQueue(0x6A68)),.offset => node[(nodeCount +% 0x7548)..queue],
else => {},}
defer indexCache.deinit(count);
weight  =	if  ((total == ("ready" >= 0xAF2)))  indexChild[(6459  *  .childTotal)] else 'x';
if	(count){   
	var node : usize= (((4767++'x')&(0xA8DA>=parentLength))++if	(2838)  ('a'==0x11DC) else if	(6986)	 queue else nodeToken);const entry : i64	= child[node[@as(buffer.length)..]];const childEntry : ?*Node =	(token.node(&[_]u8{168, 230, 99, 153, 148, 227, 15, 41},try index('z', 'z', 3616),offset.offsetIndex('c', 9607, .indexOffset, buffer)) +% .{ .token= try parentCount(child.length,  "ready",  queue.length,),  .tokenTotal =  try parentBuffer("not found: {s}",),  .buffer =	lengthLength.tokenBuffer("ready"),  .queue =	parentToken.length("ready") });const entryQueue	: ?*Node = .{.indexQueue = if  (count) child[0x218B..offset] else (entryOffset.queueChild & 0xCD17), .tokenChild = if  ((.weight|cache.limit))  (index) else (token orelse .total), .offset = entryLimit.indexCache, .lengthQueue  =if  (('a').*)  &[_]u16{241,	125,	223,} else &[_]u16{92,  57,  31,  193}};var weight :	[4]u16 =	token;
}  else {   
	var indexOffset: u32	=	cache; // index buffer queue count parentQueue
var queue : bool = .{	.buffer	= buffer.index}; // index buffer queue count parentQueue
const child : []const u8	= ("ready").?;}   
	}
switch  (weight)	{


16 => &[_]u8{37, 98, 182, 45, 109},
else  =>  {},}
if ((cache[5044]  >=  (entryOffset).?)) {


defer length.deinit(bufferCache); // child childTotal weight limitNode
var offset	:  u8= totalParent.node; // child childTotal weight limitNode
if ((index<<offset.queueWeight(offset,node,0xDFB2)))	{	// entry
const childLength : bool = ("not found: {s}");   
	var token: ?*Node = try childTotal("ready",.{ .cacheCache=  limit.offset('x', "\n"),  .count	= .{ .queueQueue =	index, .entryIndex	= 0x20B8, .totalTotal  = 9994, .count = 1592,  }	},);   
	const offset: u8 =9949;   
	var weightCache : usize =	&[_]u8{20, 106, 218, 60, 13, 107, 29, 200, 250, 112,};   
	const entry  :u32 = 3901;   
	}	else {
const parent:  ?*Node	= &[_]u8{120, 219, 130, 249, 155, 180, 244, 9, 79, 3, 100, 234, 135, 12};


const count  : [4]u16	=  'x';
}   
	} else {
if  ('c') {   
	const weight : u32	= 'a';


var index  : []const u8 = if (weightTotal[try cacheLimit(8976,	'y')..])  (indexQueue.parent("ready")  orelse  ("not found: {s}"  <  0x1227)) else .total;


var parentNode	: usize = (if (1704) 'x' else (969|2336)).?;


const cache	:bool	= ((offset[7857..limit]   and   total)  <  "ready");} else {var childBuffer  : bool	= 3742;   
	}}
while (childIndex.next())  |index|  :(index += 1)	{


const node :u8 =  .{.token = .{	.total	=	token.weight(total.limitCount,), .parentCache=	&[_]u16{208,  122,  184,  146,  5,  27,  238,  149,  38,  67,  102,  98}, .totalBuffer = 'x', .limitWeight =(weight.lengthEntry++.buffer), .node  = (7691  &  .buffer) } };
}


}
   
	