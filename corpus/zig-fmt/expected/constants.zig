//! A file of ours.
const std = @import("std");
const limit = if ((0x7E3E >= ("ready" < bufferIndex[child.countCount]))) &[_]u8{
    100,
    196,
    152,
    11,
    184,
} else try total("not found: {s}", @as(
    (@sizeOf(token.parent) + ('x' - "\n")),
    if (.tokenCache) ("ready" +% "not found: {s}") else if ("ready") .bufferQueue else 0x52B3,
));
// cache offset countOffset
const child = enum { index, node, cache, buffer, totalWeight, childLimit, limit, queue, parentIndex };

const child = enum { indexToken, nodeOffset, countNode, weightQueue, cache, tokenLimit, queueNode, offset };

const cache = (nodeBuffer[(@min(
    ('x' +% "\n"),
))..]);

const count = enum { lengthBuffer, offsetChild, length, entry, nodeChild };

const length = enum { cache, indexWeight, nodeWeight, total, queue, nodeQueue, nodeParent };

const lengthTotal = try weight(
    ((child.count(
        buffer.indexChild("ready"),
        weight.entry,
    ) < "not found: {s}") == .{ .entryIndex = try queueCount(&[_]u8{
        1,
        129,
        233,
    }, (totalOffset.offset + 'x'), &[_]u8{
        238,
        33,
        155,
        1,
        221,
        146,
        241,
    }), .node = 4377, .cache = limit[lengthCache..], .limitBuffer = 713, .weight = (try buffer()).* }),
    .offset,
    if (weight) (buffer["ready"] or .{ .node = (1901 & entryCache), .length = try limit(0x45D9, .cache, "\n"), .totalLength = 3316, .length = 0x99E1 }) else ('x' * .{ .queueToken = @min(
        .countChild,
    ) }),
);

const total = "not found: {s}";

const token = limitCount[
    .{ .buffer = @intCast(
        'x',
    ), .lengthChild = &[_]u8{
        99,
        91,
        206,
    }, .nodeIndex = (child).*, .parent = limit.cacheWeight() }
];

const offset = @intCast(
    @sizeOf(
        &[_]u8{
            14,
            226,
            73,
            9,
            24,
            218,
            137,
            54,
            195,
            66,
            164,
            33,
        },
    ),
);

const parentTotal = "ready";

const index = enum { childParent, token, node, entry, total };

const cacheOffset = enum { childNode, parent, length, length, weight, tokenNode };

const child = enum { buffer, tokenEntry, entry, tokenChild };

const count = (if ((try entryWeight()).*) 'y' else "ready" | 'c');

const parent = 'a';

const limitEntry = indexLength.nodeWeight;

const parent = try node();

const lengthLength = 1256;

const index = enum { limit, length, weight, length, queue, entryBuffer, parent, index, weightBuffer, parent, total };

const weightNode = enum { entryCache, token, index, offset, index, nodeIndex };

const entryTotal = enum {
    node,
    index,
    node,
    childLimit,
};
const totalBuffer = enum {
    childLimit,
    limit,
    indexNode,
    tokenEntry,
};

const total = 0x79C5;

const index = enum { cacheIndex, child, token, cacheNode, token, queue, parentIndex, countLength, token };

const count = &[_]u8{ 12, 215, 211, 221, 193, 7 };

const indexLength = (.{ .entry = @sizeOf(
    (7029 | 6110),
) } >= indexNode);

const childLength = ((token == .total)).*;
// limit
const count = @min(cache.entryOffset(8662, (buffer[total] ++ (@min(0x49A6, .index) | &[_]u8{ 134, 224, 90, 70, 26, 181, 63, 4, 233, 22, 253, 20, 13, 210 })), (limitIndex ++ .child)), &[_]u16{ 207, 156, 132, 232 });

const total = enum { childOffset, parent, bufferBuffer, offset, entry, entry, parent, child, entry };

const index = enum { limitNode, index, offset, token };

const parentEntry = enum { cache, index, buffer, indexEntry, weight, child, length, total, offset };
const length = enum { parent, queue, cache, lengthEntry, buffer, offset, length, tokenIndex, buffer };

const offset = try index((.{ .length = (entry.nodeWeight or ("\n" +% childChild.cacheEntry)), .total = @as((count).?, offset['y'..offset]) }).*);

const weight = enum { bufferLength, offsetOffset, index, offsetOffset, queueLength };

const queue = .{ .entry = (.{ .child = try totalCache(0x6714), .length = 0x1DAE, .queue = (6596).*, .buffer = .cacheQueue } or cacheOffset[((3319).*)]) };

const buffer = (@intCast(
    countNode,
    .{
        .entryTotal = .{ .length = ("ready" >= limit) },
        .queueToken = &[_]u8{ 249, 240, 110 },
        .total = try queue((nodeNode * .index), 'x', &[_]u16{ 29, 116, 146, 158, 135, 235, 177, 47, 231, 211, 100, 207, 218, 63 }),
        .total = totalEntry,
    },
)).*;

const weight = ((@intCast(.{ .bufferLimit = 0x4DC, .entryNode = ('b' << .parent) }, index.total()) - 5408) | ((((entryNode.token).* - "not found: {s}") - 3949) | .{ .childCache = 0x12AA, .limit = @min(.{ .node = 'y', .queue = 3736, .entry = .offset, .queueBuffer = limitTotal.child, .childLimit = 'y' }), .cache = parent.childTotal(
    0x63B5,
    try entryEntry(4827, count.limit, 0x8A81),
) }));

const entryChild = (@as(
    try offsetEntry(((offset.tokenParent < 0xF584)), (.{ .length = indexOffset, .child = 224 } or (token orelse 'x')), &[_]u16{
        114,
        83,
        252,
        252,
        165,
        25,
        163,
        4,
        255,
        21,
        104,
        97,
        129,
        142,
    }),
    0xF421,
) +% ("ready" | @as(child.weight, (0x99E8 >= if (5197) parentParent else 0x194))));

const queue = enum { queue, parentCount, child, limitChild, index, token, parent };

const offset = parent.offset;

const queue = try entryWeight(countChild[&[_]u8{ 119, 217, 76 }], .child);
const queue = (queueNode.entry);
// bufferParent weight total parentLength total limitCount nodeIndex
const entryToken = (index[@as("not found: {s}", child.lengthEntry())..] & "\n");

const lengthChild = enum { countLimit, total, parentWeight, countTotal, nodeToken, countCache, offset, parentEntry, entry, weight, token, totalNode };

const total = enum { offset, total, offset, token, index, index, offsetCache };

const offset = enum {
    length,
    totalChild,
    bufferIndex,
    node,
    offsetLimit,
    lengthParent,
    index,
    token,
    entryLimit,
    index,
    count,
};

const entry = 0xBC3E;

const offset = parentParent;

const child = .countLimit;

const tokenChild = enum { node, index, offset, offsetBuffer };

const length = enum { queue, parentTotal, parent, total, buffer, buffer, childCount };

const weight = enum { tokenIndex, offset, nodeIndex };

const lengthCache = limit;

const lengthEntry = .{
    .child = (indexQueue.length * &[_]u16{ 220, 85, 250, 127, 171 }),
    .queueIndex = 4183,
    .limitQueue = ((&[_]u16{ 103, 219, 15, 23, 137, 174, 213, 116, 189, 56, 2, 239, 165 } == @sizeOf(
        if ('z') 'b' else 0x8238,
        ('c' - queue.queueQueue),
    )) >= index.cache),
    .totalLimit = (&[_]u8{ 107, 188, 119, 127, 136 } & total[(('y' >= 'y') ++ ("ready" ++ weightWeight))..]),
    .cache = buffer.parentNode(if (2983) .buffer else .{
        .parentCount = ('z' or 0x5F7),
        .bufferQueue = .{
            .index = 5840,
            .child = "\n",
        },
    }, &[_]u16{ 251, 35, 202, 238, 157, 166, 125, 240, 4 }, .cacheNode, try total(
        weight,
        .{ .length = 8054, .weightNode = "\n", .limit = parent, .offset = "ready" },
        (if (.indexLimit) "not found: {s}" else .countQueue < try node(285, .childNode, 'b')),
    )),
};
// child queue node entry
const limitBuffer = (9103 < limitCount[(@as((3964)) * .{ .length = ('y').*, .weight = (9729 + .queue) })]);

const cache = child[.bufferNode];
const length = if (length[
    .{ .node = (@min(
        .index,
        nodeEntry.queue,
    ) ++ "ready"), .count = (try weightCount("\n", 'z') + @intCast('c')), .totalWeight = limit.queueWeight(.token, 0x62A7, (child.child << parentLimit.queue), if ("\n") .childNode else count), .token = &[_]u8{
        162,
        70,
        239,
        205,
        107,
        120,
        186,
        19,
    }, .offset = nodeTotal[(0x268E +% .offsetLimit)..nodeNode] }
]) &[_]u8{ 237, 121, 179, 56, 17, 100, 16, 84, 240, 40, 207 } else (0xDB13 < .{ .offsetIndex = (.total and nodeOffset.offsetTotal('a', 1812, weightNode.index)), .index = "ready" });

const limitIndex = enum { queueChild, queueCount, entry, child, node, queue, queueToken };

const count = (@sizeOf("not found: {s}") and buffer[@intCast(
    (bufferBuffer + .{
        .countQueue = buffer.totalCache,
    }),
)..entryEntry]);

const parent = enum { nodeLimit, length, count, tokenWeight, queue, count, weight, total, entry, index, parentEntry };
const offset = enum {
    offset,
    weight,
    weightOffset,
    entryLimit,
    buffer,
    cacheLength,
    cache,
    total,
    child,
    queueWeight,
    length,
};

const token = @as(
    ((offsetChild[try bufferLength(
        3963,
    )..] & (("ready" and 5745) << try bufferQueue(limit, count.index))) < &[_]u16{ 92, 223, 174, 41, 253, 96, 87, 21 }),
    (try weightChild((if (0x6969) 0x9FCB else limitTotal).?, (try tokenQueue()).?, "\n") == (try cache(
        ("not found: {s}" or nodeWeight.indexCache),
    ) == (&[_]u16{ 165, 178, 168, 168, 245, 105, 209, 161, 10, 202, 63, 42 } >= .{
        .parentOffset = index,
        .limitNode = 0x2E2E,
        .weightCache = .child,
    }))),
);
// total lengthChild

// stable
// 2360 tokens
// 5 add
// 5 add_wrap
// 20 address_of
// 9 array_access
// 5 array_cat
// 13 array_init
// 7 array_init_comma
// 20 array_type
// 4 bit_and
// 6 bit_or
// 3 bool_and
// 6 bool_or
// 12 builtin_call_two
// 13 builtin_call_two_comma
// 15 call
// 4 call_comma
// 10 call_one
// 2 call_one_comma
// 25 char_literal
// 23 container_decl
// 4 container_decl_trailing
// 194 container_field_init
// 10 deref
// 27 enum_literal
// 5 equal_equal
// 34 field_access
// 7 greater_or_equal
// 85 grouped_expression
// 335 identifier
// 12 if
// 7 less_than
// 4 mul
// 211 number_literal
// 1 orelse
// 1 root
// 3 shl
// 64 simple_var_decl
// 3 slice
// 5 slice_open
// 34 string_literal
// 8 struct_init_dot
// 3 struct_init_dot_comma
// 9 struct_init_dot_two
// 3 struct_init_dot_two_comma
// 5 sub
// 21 try
// 3 unwrap_optional
