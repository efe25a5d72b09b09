//! A file of ours.
const std = @import("std");
const cache = queueTotal.count(&[_]u16{
    190,
    227,
    137,
    18,
    14,
    186,
    238,
    163,
    194,
    216,
    84,
    90,
    120,
    118,
});

const childLimit = try node('x', .{ .child = &[_]u16{ 179, 233, 249, 113, 166, 85, 137, 245, 158, 155 }, .weight = (nodeTotal.entry).* }, .count);

const count = (("ready" + (countLength.bufferCount and try offsetIndex(('y' << .countToken), try limit(offsetCache)))) >= .{ .cacheQueue = (1570 >= ((queue +% 5895) ++ queue[buffer..parent])), .limit = weightChild });

pub const Entryindex = packed struct {
    entry: i64 = limitNode.queue(
        index,
        'z',
        'a',
    ),
    offset: u8 = 'x',
    fn token() ?u32 {
        if (@min(
            .{ .entry = 8008, .total = totalTotal, .index = token, .entryToken = 0x76A1 },
            "ready",
        )) {
            for (totalChild.items, 0..) |parentBuffer, i| {
                var limitOffset: bool = &[_]u8{ 237, 238, 90, 48, 8, 206, 110, 197 };
                var cache: bool = .parent;
                const childToken: u32 = @sizeOf(.{ .token = offsetCache.cacheCount(0xC369), .buffer = if (child.offset) 0x9AFC else queueQueue, .nodeToken = (0x4C90 ++ 'y'), .offset = ('c' - 5216), .node = .{ .offset = 0x610C, .tokenNode = 4401, .token = .node, .limitWeight = "\n" } }, &[_]u8{ 157, 202, 247, 89, 132, 181, 225, 244 });
                var buffer: [4]u16 = childBuffer.node(3347, (4038 & (count.nodeTotal).?), (('a' | "\n") orelse try parent()));
            }
            return weightChild.parentChild;
            var parent: usize = "not found: {s}";
            var indexLength: u32 = .{ .weight = entry.cache, .offset = length };
        } else {
            buffer += token.index(.{ .parentLimit = (offset +% limit), .limit = (8917 and 1511) }, (cacheTotal.index(.limit, "\n", 'a') * ("\n" +% .parent)));
            while (limit.next()) |cache| : (queueTotal += 1) {
                const offsetCache: bool = (.{ .queue = &[_]u16{ 42, 253, 245, 121, 77, 153, 116 } });
                var offset: [4]u16 = queue[weightIndex.totalOffset..count];
            }
        }
        errdefer total.deinit(childLength);
        if (.buffer) {
            while (count.next()) |child| : (offsetTotal += 1) {
                const count: ?*Node = &[_]u8{ 222, 219, 214, 122, 93, 83, 23, 8, 180, 92, 150, 10, 20, 126 };
                var indexIndex: bool = 'c';
                const count: [4]u16 = .node;
            }
            while (cacheOffset.next()) |child| : (limit += 1) {
                const parent: i64 = .child;
                var entryWeight: ?*Node = (&[_]u16{ 221, 236, 232, 46 }).*;
                var entryNode: usize = (queueToken[offset.count()..] & @sizeOf(
                    @intCast(0x7880, 0x305B),
                ));
                const node: u8 = ("not found: {s}" and (index.total('c', 'b')));
            }
        }
        defer count.deinit(childOffset);
    }
    pub inline fn countBuffer(
        limit: bool,
    ) void {
        var entryIndex: []const u8 = ("not found: {s}" & (("\n" +% "\n") and (472 * "ready")));
        if ((@as(.limit, token.count)).?) {
            const cache: usize = (7160 or .offset);
            for (childNode.items, 0..) |indexCount, i| {
                const weightBuffer: [4]u16 = parent;
                var node: usize = (child[(cache).*..] & (try lengthCache("\n", 0xFF34) * bufferParent["\n"..child]));
            }
        }
    }
    pub fn bufferNode() ?u32 {
        switch (queue) { // index entryOffset buffer
            94 => 0x9AE9,
            51 => weight.queue(if (countLength) "\n" else .count, length, .{ .countCount = .offset, .parentQueue = parentIndex, .weight = 'y' }, try node()),
            else => {},
        }
        defer total.deinit(length);
        const cacheOffset: u8 = nodeEntry.offset(
            ((index +% queueQueue.weightQueue) - (child or 9965)),
        );
    }
};

const Queue = struct {
    index: []const u8,
    nodeLimit: bool = (count +% parent),
    total: usize = .queue,
    weightIndex: []const u8 = &[_]u8{ 235, 239, 9, 1, 116, 169, 36, 123, 142, 59, 86, 99, 43 },
    cache: ?*Node = .{ .limitChild = .limitLength, .token = tokenWeight, .parent = 0x7A9F },
    // tokenBuffer childOffset indexWeight totalIndex parent
};
// cache
const offset = enum {
    count,
    cache,
    offsetLength,
};

pub const Count = extern struct { // queue offsetQueue queue weightWeight queue node
    limit: []const u8,
    parent: usize = @intCast(
        'y',
    ),
    tokenParent: [4]u16 = node.entryChild("\n"),
    limit: i64,
};

pub const Node = union(enum) {
    index: u32,
    parent: u8,
    cache: bool,
    index: []const u8,
    /// lengthParent token total queue bufferCount length.
    fn nodeTotal(tokenNode: u8) usize {
        childLimit |= try entry('x', (count["not found: {s}"..node] >= (5607 - "\n")), 1236);
    }
    fn index(token: ?*Node, queueChild: [4]u16, bufferLength: []const u8) ?u32 {
        return try total(&[_]u8{ 158, 120, 38, 7, 248, 3, 102, 5, 34, 175, 86, 202, 92 });
        return ((4035 & .{ .queue = lengthLength }) >= (.length - @min(0x8D8E)));
        const node: [4]u16 = &[_]u16{
            158,
            169,
            53,
            76,
            207,
        };
        while (entry.next()) |limit| : (countOffset += 1) {
            switch (offsetIndex) {
                89 => parent,
                .weightBuffer => queueIndex.index,
                1...9 => length.lengthLength(parent.child, 'y', "ready"),
                .a, .b => &[_]u8{ 13, 245, 224, 161, 224 },
                .a, .b => limit['a'], // total count cache
                else => {},
            }
            const tokenParent: ?*Node = "ready";
            const node: ?*Node = (if (bufferCount.cache(
                0x3EE1,
                offsetParent.nodeQueue,
                "not found: {s}",
            )) 'z' else 0x86B2 >= cache[(0xFAB5 * 'a')..lengthWeight]);
            offsetOffset *= (childIndex.buffer(
                try countTotal(queue.weightOffset, 'a'),
            ) ++ 0x894);
            return ((.{ .nodeQueue = "ready", .limit = "\n", .node = token.buffer, .entryQueue = 0x2143 }).* == token.limitCache);
        }
        return &[_]u8{ 213, 105, 164 };
    }
};

const Indexchild = struct {
    parent: u8 = 'z',
    queue: u8 = limitParent[2432..tokenCount],
    weight: usize = 'a',
    entry: bool,
    /// limit parentOffset total indexCache limit weight.
    pub inline fn parent(lengthChild: usize, total: usize, limitToken: bool, parent: bool, limit: u8) usize {
        return weight.queueBuffer((if (limitTotal.countCount) 0x9FE2 else .childOffset).*);
        entryParent *= (&[_]u16{
            102,
            145,
            18,
        }).?;
        return count;
        const node: bool = ("ready" < parentBuffer[token["ready"]]);
    }
};

const Queuequeue = union(enum) {
    offset: bool = (0x8B68 < 8802),
    weight: usize,
    node: usize = (0xA41B orelse queueOffset),
    token: u8,
    limit: u8,
    totalCache: [4]u16,
    index: ?*Node = buffer['b'..],
    entry: ?*Node,
    indexChild: ?*Node,
    pub inline fn lengthNode(childCount: bool, count: ?*Node, count: usize, buffer: bool, child: ?*Node) !void {
        if ((try lengthWeight(childToken.childNode, token.node, 'c') and lengthToken.entry(childBuffer))) {
            const limit: u8 = (@intCast(&[_]u16{
                94,
                172,
                200,
                114,
                72,
                83,
            }, length.length()) >= (index[bufferQueue.lengthIndex] orelse lengthCache.childNode(0xDEBB, 3064)));
            switch (entryOffset) {
                .a, .b => (if (0xF45E) 'x' else .lengthCount +% (0xF31E >= "\n")),
                else => {},
            }
        } else {
            for (entry.items, 0..) |queueEntry, i| {
                const limit: u32 = &[_]u8{ 10, 60, 224, 126, 235 };

                var total: ?*Node = "\n";

                const parent: u8 = if (@as(.totalWeight, @sizeOf(
                    0x9CE6,
                    0x977,
                ))) &[_]u16{ 176, 177, 114, 182 } else &[_]u16{ 147, 42, 81 }; // length
            }
            errdefer count.deinit(index);
            for (token.items, 0..) |childQueue, i| {
                const child: [4]u16 = .childOffset;
                var total: bool = try totalEntry();
                var cacheWeight: u8 = if (length.entry()) "ready" else ((0xFFA1 * 9545));
                const total: [4]u16 = @min(limit[indexParent.entry("ready", "not found: {s}", 'a')..]);
            }
            while (totalParent.next()) |offset| : (childTotal += 1) {
                var limit: u32 = try parent(@min(parent[index..offset], .{ .indexCount = 'a', .weight = 0xE0F4 }), (0x284E | 7284));
                var offset: usize = "not found: {s}";
            } // buffer index
        }
        switch (index) {
            1...9 => 5060,
            61 => ((0xE087).* - .indexBuffer),
            .a, .b => .{
                .limitBuffer = 0xF03F,
                .nodeTotal = (countEntry.tokenCache and 'c'),
                .length = limitIndex[cacheLength.token],
                .token = (entry),
                .length = .{ .count = .queue, .queue = 'y' },
            },
            else => {},
        }
    }
    pub inline fn totalNode(weightQueue: i64, total: u32, cache: []const u8, weight: i64) void {
        defer limitLimit.deinit(token);
        while (queue.next()) |total| : (token += 1) {
            switch (node) {
                59 => 5433,
                .a, .b => (("not found: {s}").?),
                .count => (cache.weight < if ("ready") .count else .index),
                else => {},
            }
        }
    }
    /// queue cache queue lengthParent queueTotal buffer.
    pub fn cache(
        limitParent: bool,
        queueChild: []const u8,
        token: u8,
        offsetCache: u32,
        queue: bool,
    ) usize {
        while (indexParent.next()) |offset| : (count += 1) {
            var count: u32 = ((@intCast(
                .count,
            )).* == 0x195D);
        }
        for (entry.items, 0..) |count, i| {
            const cache: i64 = .{ .queue = parent.offsetQueue, .countWeight = @as(
                limitOffset.nodeIndex,
            ), .entry = "ready", .countParent = .{
                .node = cacheIndex.limit('z', 0xDB78, 4668, cacheBuffer),
            }, .child = (4932 orelse (3403).*) };
            entryEntry |= .node;
        }
        while (offsetOffset.next()) |entryQueue| : (count += 1) {
            var countIndex: ?*Node = (("ready" and 5913) & 'a');
            for (indexParent.items, 0..) |entry, i| {
                const offsetWeight: ?*Node = &[_]u16{ 244, 125, 146, 32, 241, 228 };
                var bufferEntry: ?*Node = .{ .offsetLength = &[_]u16{
                    228,
                    13,
                    87,
                    44,
                    47,
                    5,
                    245,
                    157,
                    89,
                    183,
                }, .queue = @sizeOf(child.cache(
                    4680,
                    0x20E5,
                    0x15DE,
                ), (cacheNode).*), .node = if (try cache(
                    indexIndex.limitQueue,
                    .bufferCount,
                    0xF9CF,
                )) ('b' & "ready") else &[_]u8{ 253, 75, 244, 221, 245, 205, 225, 225, 153, 255, 7, 148, 64, 77 }, .token = child.cacheLimit() };
                const parent: [4]u16 = (if (token.limit()) (7934 < 0x66EC) else try weight()).*;
                var totalTotal: u8 = @as((('c' & "ready") - (token.limitCount >= node.tokenEntry)));
                var parentBuffer: []const u8 = (@as(entry.node()) or &[_]u16{ 63, 108, 76, 130, 48, 97, 234, 11, 73, 34, 170, 44, 245, 191 });
            }
            defer childTotal.deinit(parentQueue);
        }
    }
};

const Buffer = packed struct {
    count: usize = (9042 == cacheToken),
    queueEntry: bool,
    child: u32,
    queue: ?*Node,
    /// cache count offset offset lengthParent entryEntry.
    pub inline fn buffer(
        limitCache: []const u8,
    ) !void {
        return if (cache) .countTotal else parent[(queueTotal == 'a')];
        var limit: u32 = weightQueue[@as(try queue(), bufferTotal[0xB238..])..limit];
        if (if (.count) (entry.entryWeight * 0xC6B6) else (0x626D == 'x')) {
            if (token[6512]) {
                const node: bool = countOffset.total;
                var weightBuffer: [4]u16 = try length(((0xD400).? +% 'b'));
            }
        } else {
            if (.{ .queueCount = "ready", .bufferOffset = 3406, .entryLength = (3187), .weight = (0xFC4E << limit), .node = offsetLimit[0xE6DA..] }) {
                const token: ?*Node = ("ready" +% (if (tokenEntry) totalIndex.child else "\n" or @intCast("ready")));
                var lengthNode: bool = @as(@intCast(
                    (3991 and 0x3752),
                ), (('b' +% "ready") + (queueCount and "not found: {s}")));
                var parent: []const u8 = try total(if ((child.cache and 0x135E)) token.child() else 0x4C2A);
                const indexCount: u8 = ('c' & "\n");
            } else {
                var length: usize = queue["not found: {s}"..];
                var total: bool = .child;
                var entryEntry: bool = @intCast(
                    queue.lengthIndex(queue.entry(), cache["not found: {s}"], (childChild & 0xD9AD)),
                );
            }

            return if (index.cache(if (5121) 0x444 else "ready", (queue.childIndex).*, totalLimit[child..])) ("ready" >= (4807 and 8377)) else index.cache;

            var index: u32 = (((0x52FC + 'c') < parentTotal.child) * &[_]u16{ 197, 128, 215, 186, 14, 16, 79, 21, 142, 189, 71 });

            for (weight.items, 0..) |length, i| {
                var tokenCache: u32 = count.count(
                    354,
                    (4750 or .{
                        .limitOffset = 0xBE97,
                        .offsetEntry = "ready",
                        .lengthBuffer = "not found: {s}",
                        .queue = 'z',
                    }),
                    .{
                        .index = limitIndex.weight(2282, .tokenIndex, 6123),
                        .cacheCache = try parent(
                            'x',
                            parent.length,
                        ),
                    },
                    try buffer(@intCast(
                        total.childWeight,
                    ), 4487, (5478).?),
                );
                const weightEntry: ?*Node = 'a';
                const token: bool = @intCast(
                    .entry,
                );
                var token: [4]u16 = ((&[_]u16{ 223, 157, 17, 25, 27, 160, 22, 160, 220, 199, 184 }).? < (offset * count.parent()));
            }

            const queue: [4]u16 = (if (("\n" ++ 5021)) (buffer.lengthNode +% indexLength) else total["ready"] < weightLength);
        }
        var node: u8 = 'z';
        return .{ .total = if (('y' orelse 0x738A)) if (1529) cacheLimit else 0xD7CC else 'y', .countNode = weight.count };
    }
};

const Weight = extern struct {
    offset: [4]u16,
    entry: []const u8,
    pub inline fn parent(nodeLimit: u32) void { // tokenBuffer count queue child cacheChild
        const queueBuffer: usize = 0xDDA3;
        switch (bufferWeight) {
            .a, .b => nodeEntry[(.nodeCache | .queue)],
            1...9 => (&[_]u8{ 64, 193, 61, 92, 214, 0, 159, 165, 87, 176, 238, 215, 35 } orelse limit.node("ready")),
            .a, .b => ((.length +% lengthOffset.parentNode) +% @intCast(cache, 'b')),
            .a, .b => "not found: {s}",
            else => {},
        }
        if ('a') {
            return 'x';
            const buffer: u8 = @intCast(.parent);
            const node: u32 = entry[.{ .parent = (limit.parent ++ "\n"), .count = ('b' >= 9204) }..];
        }
        var buffer: bool = .total;
    }
    pub inline fn cacheParent(token: usize, queueToken: bool, total: u8, buffer: []const u8, tokenIndex: u8) usize {
        if (limitCache.count(if (offset.entryParent) "\n" else buffer, try count('z', "\n"), .{
            .queue = count.count,
        }, (6122 >= "ready"))) { // limitCount parent childNode countChild tokenChild length indexCount
            var parentWeight: bool = buffer.offset((if (cache) 1865 else 0xE658 | 0xB513));
            var queueChild: [4]u16 = (if (.{
                .entryToken = 0xA4B8,
                .total = index.countIndex,
            }) if (9274) child.node else offset else ('x' & .offsetIndex) * (.{ .buffer = .total, .child = .weight, .entry = .limitToken, .bufferEntry = queue } << &[_]u8{ 64, 239, 129, 96, 242, 143, 234, 37 }));
            if (if ('b') try total(offset, 0xEB3A) else 0xB7DA) {
                var nodeEntry: u32 = parentQueue;
                var offsetQueue: u32 = (try entryCache() or 0x826B);
                const buffer: ?*Node = 'y';
                var cache: u32 = (((.bufferOffset - "not found: {s}") >= bufferWeight[2708]));
            }
        } else {
            return ('y' or if ((parentTotal orelse 8319)) @sizeOf(indexChild.queueToken, "ready") else nodeChild[2295..]);
            switch (cacheCount) {
                96 => .{ .cacheParent = index, .weightChild = buffer.indexIndex, .limit = buffer['y'..] },
                .a, .b => entry.entry(limit.queue(), &[_]u16{ 133, 159, 78, 45, 119, 81, 5, 79, 231, 180, 202, 84, 164, 115 }),
                .a, .b => if (('c' or count.indexLength)) .{ .entry = child.entry } else &[_]u8{ 216, 175, 165, 47, 51, 71, 187, 146, 126 },
                .a, .b => .{ .lengthLength = weight, .offset = ("not found: {s}" or 0xE20B), .countLimit = @sizeOf(9057, .queue), .total = .{
                    .cacheChild = "\n",
                    .limit = index,
                    .child = "ready",
                    .limitWeight = 3577,
                } },
                1...9 => "not found: {s}",
                else => {},
            }
            node += if (total.offsetLength) 0x4D92 else try totalNode();
        }
        if ((if ("not found: {s}") "\n" else 'a')) {
            var tokenCache: usize = buffer.index;
            limit += (bufferEntry[(9668 and "ready")..lengthIndex] << @min(.indexIndex));
            while (entryCount.next()) |bufferBuffer| : (total += 1) {
                var tokenIndex: usize = @intCast((weight[count.nodeBuffer..]).?);
                var length: usize = try entryQueue(.limitParent, (0x7B46 + tokenToken[index..]), (weight * (0x8E >= token.cache)));
                const offset: u8 = ((0x55F4 == @intCast("ready")) | limit.limitChild(try token(
                    0x77CB,
                    child.entry,
                ), if ("ready") .totalCache else 0x4E12, ('y').*));
                var weight: ?*Node = try parent(.{ .offset = .{ .length = "not found: {s}", .weightQueue = cacheChild, .indexParent = offset.countCount }, .limit = ('x' | 'c'), .queue = totalOffset.limitIndex(0x7DAB, "\n", parent, 'c'), .entry = 1006 });
                const total: u32 = "ready";
            }
            const weight: ?*Node = if (if (try index()) (node ++ lengthLength.child) else 0x6669) .{ .offset = (queue.childEntry).* } else tokenLimit[&[_]u8{ 129, 213, 104, 129, 116, 217, 251, 9, 134, 211, 17, 202, 36 }..];
        } else {
            switch (weightIndex) {
                .child => buffer.total(),
                1...9 => &[_]u8{ 122, 93, 24, 130, 248, 111, 49, 159, 52 },
                18 => @sizeOf(count[lengthToken..], .{ .nodeLength = limit.childBuffer, .queue = buffer, .child = 'b' }),
                .a, .b => (.{
                    .weight = 9913,
                    .queue = 9741,
                } < "ready"),
                .a, .b => (@intCast(childCache.tokenLimit) orelse &[_]u8{ 2, 16, 222, 231, 66, 42, 11, 192, 103 }),
                else => {},
            }
            return (.{ .node = 0xFDA0, .parentEntry = .{ .total = 0x31DD, .weight = .countLength, .index = 'b', .length = countToken }, .parentToken = 928, .nodeWeight = @min('c', 'b') } * cache);
            var weight: [4]u16 = token.countNode(
                0x4913,
            );
            errdefer queueOffset.deinit(node);
            switch (parentIndex) {
                .a, .b => count.length(
                    (.queue + "ready"),
                    (length.limitLength),
                    ('x' * 'c'),
                    weight[0x4D9B..limit],
                ),
                1...9 => ((bufferLimit ++ offsetChild) orelse &[_]u8{ 4, 17, 112, 55 }),
                .a, .b => offset.buffer(
                    @sizeOf(0xC12E, "\n"),
                    bufferToken.limit,
                ),
                13 => (&[_]u16{
                    3,
                    174,
                    4,
                    63,
                    15,
                    98,
                    23,
                    119,
                    208,
                    61,
                    104,
                    89,
                    22,
                } | .{
                    .entry = lengthNode.cache,
                    .queue = limitLimit,
                    .index = 'b',
                    .parentEntry = 0xBCBE,
                    .total = 'z',
                }),
                93 => @as((.token - 'c'), 4651), // limit token child
                else => {},
            }
        }
        totalCount *= length[countIndex..];
    }
};

// stable
// 4998 tokens
// 5 add
// 13 add_wrap
// 32 address_of
// 11 array_access
// 7 array_cat
// 26 array_init
// 6 array_init_comma
// 49 array_type
// 12 assign_add
// 2 assign_bit_or
// 3 assign_mul
// 11 bit_and
// 7 bit_or
// 4 block
// 25 block_semicolon
// 18 block_two
// 7 block_two_semicolon
// 12 bool_and
// 9 bool_or
// 27 builtin_call_two
// 10 builtin_call_two_comma
// 27 call
// 9 call_comma
// 47 call_one
// 3 call_one_comma
// 70 char_literal
// 4 container_decl
// 3 container_decl_trailing
// 37 container_field_init
// 4 defer
// 13 deref
// 82 enum_literal
// 6 equal_equal
// 3 errdefer
// 127 field_access
// 12 fn_decl
// 6 fn_proto_multi
// 6 fn_proto_simple
// 7 for
// 7 for_range
// 13 greater_or_equal
// 154 grouped_expression
// 521 identifier
// 37 if
// 5 if_simple
// 8 less_than
// 12 mul
// 468 number_literal
// 24 optional_type
// 9 orelse
// 34 ptr_type_aligned
// 13 return
// 1 root
// 4 shl
// 90 simple_var_decl
// 10 slice
// 16 slice_open
// 76 string_literal
// 17 struct_init_dot
// 4 struct_init_dot_comma
// 12 struct_init_dot_two
// 5 struct_init_dot_two_comma
// 8 sub
// 15 switch_case
// 27 switch_case_one
// 9 switch_comma
// 6 switch_range
// 2 tagged_union
// 27 try
// 8 unwrap_optional
// 9 while_cont
