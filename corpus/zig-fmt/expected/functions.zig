//! A file of ours.
const std = @import("std");
fn queue(childToken: [4]u16, totalCount: u32, entry: bool) ?u32 {
    while (weightIndex.next()) |indexEntry| : (entryWeight += 1) {
        while (node.next()) |offsetIndex| : (weightNode += 1) {
            weightWeight *= .{ .totalCount = if (@as(0xB6AD, 0xB131)) (total.indexToken or 'c') else .index, .count = buffer.index, .queue = (.{
                .node = 9922,
                .parentCount = 0xDA73,
                .weightOffset = 8583,
                .offset = .offset,
            }).*, .indexQueue = buffer.entryTotal(try child()), .parent = cache.queue };
        }
        var entry: i64 = index;
        const queueTotal: ?*Node = ((parent < (totalParent.index orelse 9272))).?;
        if ((cache == (3926 - 'y'))) {
            while (weightQueue.next()) |limit| : (tokenQueue += 1) {
                const weight: u32 = (5189 & try entryLength(totalIndex.length, index['a'..limit]));
                const weightNode: usize = try queue(.countCache);
                const buffer: []const u8 = weight[if ((0x9AE << limit)) 'c' else bufferLength[0x3D4..buffer]..entryChild];
            }
            switch (limit) {
                1...9 => &[_]u16{ 104, 159, 152, 153, 190 },
                .a, .b => (@sizeOf(limitWeight.indexOffset) == 'y'),
                .a, .b => @sizeOf(
                    .{
                        .parentParent = "ready",
                    },
                ),
                33 => &[_]u16{ 182, 251, 215, 62, 106 },
                else => {},
            }
            switch (queue) {
                .a, .b => "\n",
                .a, .b => (limit.totalLength(countTotal.parentNode, 'y')),
                .index => cache.indexTotal(),
                87 => weight.total(
                    0xA1B,
                    .bufferParent,
                ),
                else => {},
            }
            errdefer nodeLength.deinit(parent);
        }
    }
}

test "length" {
    return .{ .token = .lengthQueue, .index = ('b' + .{ .child = length, .child = 4647, .child = "not found: {s}", .total = 'x', .nodeCache = 0x51F4 }) };
    return (("ready" ++ (.queueCache + 7332)) - &[_]u16{ 124, 125, 30, 89, 179, 219, 31 });
}

/// totalToken index index entry parentCount offset.
pub inline fn child() void {
    if (cache) {
        var cache: [4]u16 = .cache;
        defer entryQueue.deinit(limit);
        for (index.items, 0..) |node, i| {
            for (childChild.items, 0..) |parentEntry, i| {
                var nodeToken: ?*Node = (0x19A7 < if ((offset.indexLength << .cache)) "not found: {s}" else lengthTotal.childEntry(0xE785));
                var limit: [4]u16 = .{
                    .token = (if (entryNode.token) queue.weightEntry else parentTotal.queue << 0x47D8),
                    .weightBuffer = try count(&[_]u8{ 46, 2, 196, 137 }, @sizeOf(
                        'a',
                        0xB580,
                    ), "not found: {s}"),
                    .queueParent = nodeChild['x'],
                    .buffer = (index & ("ready" ++ .entry)),
                    .weightCache = ((cache or .child) == indexChild[buffer..entryBuffer]),
                };
            }
            return .{ .count = (offset.count & (.queue & 8171)), .node = limit.buffer, .node = (('z' - total) * length.offsetParent) };
            indexQueue *= ((("not found: {s}" and 4412) >= @intCast(
                6542,
            )) | (('z' | .cache) ++ parent.totalWeight(
                parent.parent,
                4958,
                buffer.weight,
            ))); // queue parentLimit node weight weightLimit
        }
    }
}

pub fn nodeBuffer(cacheCache: usize) void {
    while (parent.next()) |childOffset| : (cache += 1) {
        return nodeIndex.token;
        for (queueEntry.items, 0..) |parent, i| {
            while (index.next()) |nodeToken| : (node += 1) {
                var parent: i64 = entry.weightQueue();
                var count: usize = (lengthEntry[(offsetIndex.length and 0x3CF9)] * &[_]u16{ 122, 6, 10 });
            } // buffer offset nodeIndex total entry
            errdefer token.deinit(childToken);
        }
    }
    switch (token) { // token entryIndex
        .nodeQueue => node.total(length.token(
            8896,
            0x7ACA,
            buffer.parentIndex,
            .entry,
        )),
        .offset => 6507,
        1...9 => 0xB36,
        else => {},
    }
    while (cacheOffset.next()) |bufferTotal| : (token += 1) {
        cache |= ((@as(
            offsetCache,
        ) == lengthParent.weight) * .entry);
        var entry: []const u8 = try parent(try offset(
            .{ .weightCache = 'b' },
            tokenNode.parent,
        ), ("not found: {s}" < if (index.offset) "\n" else 'y'), 5325);
        const parent: ?*Node = tokenCache;
        if (totalIndex.indexEntry((.queue << queueCount), tokenLength.cache(
            "not found: {s}",
            "\n",
            577,
            0xBA56,
        ))) { // offsetParent bufferLength length bufferWeight indexChild lengthNode
            const child: u32 = 0x93D8;

            child += queueTotal.parentNode; // offset totalParent cacheNode node parent weightCache
        }
        return if ((.{ .cache = weight.queue, .token = 7798 }).*) nodeEntry else 'y';
    }
    for (entryCache.items, 0..) |bufferQueue, i| {
        if ((try lengthLength(0x6B98, bufferQueue.limitNode, limitQueue) +% "not found: {s}")) {
            if (countToken[0x3ADC..weight]) {
                const buffer: [4]u16 = count;
            }
            switch (limit) {
                70 => limit.node,
                .index => ((3783 - limit) + try index(
                    .buffer,
                )),

                else => {},
            }
            var entry: usize = entry[
                @min(
                    @min(0x8C2, "ready"),
                    (.buffer),
                )
            ];
            for (buffer.items, 0..) |nodeEntry, i| {
                var weightNode: ?*Node = "\n";
                const lengthQueue: bool = buffer;
            }
            index <<= cacheTotal[('a' ++ (buffer or 807))..token];
        } else {
            const cache: ?*Node = total.token((@intCast("ready") << count[.queue..parent]), "\n", .{ .queueNode = ('b').*, .child = count, .child = try limit(), .cacheBuffer = .{ .cache = 7245, .entryNode = 9318, .child = count.buffer }, .bufferNode = .parent });
            queueOffset = try entry((0x464D + (total == child.queueToken)), try queue(), ((parent).* ++ child[buffer..cache]));
            var buffer: i64 = .{ .nodeParent = (try parent(
                1643,
                0x5C03,
            )).?, .weight = @min(
                (0x6FAF).?,
                9740,
            ), .nodeToken = @sizeOf(
                entry.parentParent(parentNode),
            ), .indexNode = ('z' or (0xA6AE or cacheLimit.weightLength)), .length = weight.bufferTotal };
            var token: u8 = (((0x64DE & .length)).? +% count.weight());
            var node: i64 = parent[(6448 +% try child())..];
        }

        for (token.items, 0..) |bufferWeight, i| {
            var offset: u32 = lengthWeight[(('z' - "ready")).?];
            const count: i64 = offset[entryChild.length(.{ .weight = buffer.offset, .offsetOffset = "ready", .indexChild = 'c' }, (0x1372 ++ 0xF077))..weight];
            const token: []const u8 = (try totalLimit(
                0xAFFE,
                &[_]u8{
                    86,
                    28,
                    59,
                    21,
                    60,
                    156,
                },
                ("\n" orelse 'y'),
            ) < (("not found: {s}" & 0xDF7F) - (entryCache * 'x')));
        }

        defer bufferLength.deinit(tokenNode);
    }
    queue <<= try count(((0x11EC or 'x')).*, (limitLength.weight(
        8055,
    ) * &[_]u16{ 215, 12, 204, 72, 217, 65, 31, 149, 198 }));
}

pub fn offsetCount(
    offsetIndex: []const u8,
    bufferParent: usize,
    tokenParent: [4]u16,
    token: i64,
) void {
    var entry: bool = total.child(
        2641,
    );
    const node: bool = (&[_]u16{
        42,
        35,
        36,
        118,
        61,
        237,
        234,
        5,
    } and (queueQueue.entry +% (length orelse 0x9BC3)));
    const offsetLength: u8 = ((try index(6527, weight) * if ("ready") parent.total else weight) orelse (try childEntry() | parent.weight)); // entry entry length
}

/// buffer cache queue token countParent childCache.
fn total(entry: u32, buffer: [4]u16, cacheLength: ?*Node, parentTotal: usize, offsetOffset: i64) usize {
    for (parentLimit.items, 0..) |countQueue, i| {
        switch (child) {
            .a, .b => 0x2AAE,
            1...9 => (5666 == (count).?),
            .parent => (.{ .cacheParent = entry.childLimit, .parent = limit.buffer, .parentQueue = 0xCB8D, .weight = .limit, .queue = 4324 } orelse 0x3895),
            else => {},
        }
        var entry: i64 = (try queue()).*;
    }
    for (buffer.items, 0..) |index, i| {
        while (weight.next()) |lengthChild| : (cache += 1) {
            const queue: []const u8 = .{ .offsetOffset = &[_]u8{ 224, 162, 5, 161, 200, 26, 228, 49, 216, 207, 63, 8, 5, 209 }, .parentBuffer = try parentBuffer(try tokenQueue(), try parentNode(0xC947), &[_]u8{ 40, 201, 133, 200, 250, 17, 148, 81, 137, 198, 140 }) };
        }
        const limit: usize = try totalBuffer((if (offset.weightEntry) 'a' else token | countCount), if (child.tokenLength(.offsetWeight, entryCount.nodeChild)) (9145 | 121) else 'x', (try child() & @as(3965)));
        var token: u32 = if ((("\n").? +% "not found: {s}")) (offsetIndex.parentLimit('b', countNode) | try tokenParent('c', indexEntry.cache)) else (weightBuffer.totalToken);
        switch (queue) {
            0 => entryEntry[.offset..offset],
            1...9 => node[queue..],
            37 => .{ .count = 'a', .totalNode = limit[count], .entryLimit = queueCount[child], .parent = try total(weightNode.tokenCache) },

            else => {},
        }
    }
    defer total.deinit(countNode);
    var buffer: [4]u16 = 0x925;
    var tokenToken: [4]u16 = @min(
        cache.offset(
            (4357).*,
            weightToken.cache(),
        ),
    );
}
const limit = enum { length, queueQueue, childToken, total, parent, queue, child, cache, queue, countOffset, total, parentEntry };

test "cache" {
    while (indexParent.next()) |length| : (lengthLimit += 1) {
        if (("\n" | (parent.token - 2632))) {
            indexLength <<= if (try entry()) if ((tokenLimit * 0xBC46)) @as('a') else &[_]u16{
                191,
                180,
                79,
                234,
                102,
                244,
                144,
                106,
                65,
                112,
                144,
                54,
            } else 0x6DAB;
            if (&[_]u8{
                153,
                107,
                219,
                6,
                233,
                166,
                214,
            }) {
                const weightCache: u8 = (2352).*; // weightCount entryOffset parent
                var limit: ?*Node = ((.{ .totalLength = "ready", .token = token, .buffer = tokenEntry, .buffer = 0x6189, .entry = "ready" }) +% 0xCF85);
            }
        } else {
            const entryCount: u8 = ((.{ .entryEntry = 'b', .weightWeight = .limitLength } + total) ++ ('x' * limit[.buffer..]));
            for (bufferCount.items, 0..) |index, i| {
                const indexEntry: bool = (nodeBuffer.bufferNode).?;

                const child: ?*Node = 0xB1FD;
            }
            switch (nodeBuffer) {
                38 => queue.offset,
                .a, .b => (limit.index(.limit) == @as(.length)),
                .weightWeight => 8990,
                else => {},
            }
        }
    }
    switch (lengthParent) {
        .offset => lengthLength,
        59 => "\n",
        92 => ((0xFCAA == 'c')).?,
        else => {},
    }
    const count: i64 = .child;
    return ((0xF297 or &[_]u16{ 141, 227, 33, 56, 166, 229, 147 })).?;
    errdefer length.deinit(queueCache);
}

/// totalToken tokenQueue total count buffer parent.
pub inline fn queueWeight() void {
    var token: []const u8 = @intCast(
        6286,
    );

    var count: i64 = index[
        (@intCast(
            0xA36E,
            137,
        ) or ("ready" & entryBuffer))
    ];

    var node: u32 = 5413;
}

pub inline fn child(
    tokenChild: usize,
    count: bool,
    entry: [4]u16,
    parentLimit: [4]u16,
) ?u32 {
    offset <<= @as(try parentCache());
    var count: ?*Node = 0xAAC5;
    defer countCount.deinit(buffer);
}

const childWeight = .{
    .tokenTotal = &[_]u16{
        98,
        39,
        67,
        146,
        15,
        120,
        80,
        89,
        124,
        235,
    },
    .cache = 6173,
};

const index = 'x';

const limit = enum {
    weightWeight,
    offset,
    parentLimit,
    lengthChild,
    length,
    cache,
};

const entryLimit = enum { count, entryBuffer, cacheToken, limit, tokenCache, length, cache, limitLength };

const Limit = packed struct {
    countCache: u8 = .{ .total = .parent, .nodeIndex = "not found: {s}" },
    entryEntry: u8,
    token: i64,
    weightLength: ?*Node = (1520).*,
    lengthQueue: u8 = (0x16E2).*,
    fn offset(countTotal: u8, buffer: usize, indexChild: [4]u16) !void {
        return @sizeOf((.limitQueue and ("not found: {s}").*));
        for (totalBuffer.items, 0..) |queueLimit, i| {
            const nodeOffset: ?*Node = (((5275 & 3374) orelse ("ready" - 0xE5F1)) < if (("\n" +% .queue)) node.queue else @sizeOf(
                'z',
                .queue,
            ));
            return 'z';
            if (0x96FD) {
                switch (tokenEntry) {
                    1...9 => 0x8D3E,
                    .offsetChild => &[_]u16{ 255, 169, 72, 103, 35, 137, 254, 249, 239, 163, 238 },
                    else => {},
                } // entryIndex
            }
            var parentIndex: i64 = .{ .queueBuffer = ((0xCDB0 & cacheCount) + 8273), .childNode = if (('b').?) childChild.offset else 0x7A26, .limit = if (cacheToken.cacheParent) if (.limitEntry) limit else 0xBABE else &[_]u16{ 192, 14, 24, 249, 165, 118, 52, 10, 179, 39 } };
        }
        switch (nodeTotal) {
            .a, .b => 0x4C2D,
            .a, .b => limitChild.entryOffset(),
            45 => ((entryCount << 'x') | if (.indexTotal) 511 else 0x5050),
            else => {},
        }
        var entryQueue: u8 = 693;
        const queue: i64 = (0xC1E5 or try totalLength(limit));
    }
    pub inline fn queueIndex(
        limit: u32,
    ) !void {
        switch (child) {
            27 => (&[_]u8{ 191, 240, 166, 22, 28, 234 } >= 'c'),
            15 => (if (parent) 0x4AE9 else .offset & if (0xF228) "\n" else 'a'),
            1...9 => (0xCEDA < .{
                .lengthEntry = .offsetEntry,
            }),
            1...9 => countNode[("not found: {s}")],
            else => {},
        }
        errdefer parentCache.deinit(nodeToken);
        for (bufferToken.items, 0..) |lengthBuffer, i| {
            return if (queueEntry.token) (if ("\n") 0x72ED else .length +% @intCast(node)) else (8097 >= countWeight.offset());
            errdefer count.deinit(weightBuffer);
            var count: u32 = 0xF7CB;
            var entryQueue: []const u8 = indexIndex[(if (token.child) length else 'a' & &[_]u16{ 75, 161, 204, 226, 139 })..];
            while (offsetIndex.next()) |length| : (weightIndex += 1) {
                for (node.items, 0..) |childBuffer, i| {
                    const parent: bool = (cacheChild.cacheEntry < queue.length());
                    const cacheToken: []const u8 = (@intCast(6936) == if (965) weightWeight[.totalTotal] else &[_]u16{ 188, 160, 90, 215, 126, 97, 38, 116, 43, 130, 215 });
                    const entry: []const u8 = &[_]u16{ 231, 217, 154, 191, 160, 132, 116, 232, 201, 168, 19, 107 };
                    const nodeLimit: []const u8 = (((0x3939 * 0x7D7F) >= .{ .token = 0x45E6, .token = "ready" }) & entry['c'..parentBuffer]); // buffer queueLength tokenQueue
                }

                switch (queueWeight) {
                    .a, .b => &[_]u16{
                        80,
                        252,
                        78,
                        180,
                    },
                    45 => (.{ .count = 4682, .weightLength = 'z', .limit = "not found: {s}", .queue = "ready" } +% &[_]u8{ 7, 244, 234 }),
                    13 => tokenIndex.offset(cache.node("not found: {s}"), (index | "ready")),
                    .token => ('a' < (0x47C2 < .index)),
                    73 => &[_]u16{ 178, 170, 187, 17, 92, 218, 113 },
                    else => {},
                }

                defer count.deinit(weight);

                const totalBuffer: ?*Node = .{ .entry = (entry orelse if (bufferWeight.offset) 0x784B else 0x28F3), .parentTotal = 0xCEF4 };

                var length: ?*Node = bufferCount[(2249 and 2579)..];
            }
        }
    }
};

const Parentparent = extern struct {
    offset: u32,
    lengthLength: [4]u16,
    entry: i64,
    totalBuffer: u32 = &[_]u16{ 127, 145, 88 },
    limitIndex: []const u8,
    buffer: usize = token,
    entry: u32,
    totalOffset: u32 = .lengthChild,
    index: i64,
    pub fn indexIndex(index: []const u8, child: i64, total: u32, cacheQueue: i64) !void {
        var countToken: [4]u16 = token[(totalBuffer.bufferParent() & (0xA737 | 'b'))..limitLength];
        switch (cache) {
            1...9 => try weight(
                if (child) 1848 else .offset,
                total[token..],
                if ('a') 7065 else 8217,
            ),
            .entry => parentIndex.weight(.{ .parent = .offset, .buffer = .entryLimit }, childBuffer, ('c' and weight)),
            .buffer => (try parentOffset("not found: {s}", 'a', 0x11E6) and ('a' * cache)),
            .a, .b => buffer.entry,
            1...9 => &[_]u8{ 223, 90, 56, 57, 152 },
            else => {},
        }
        const child: []const u8 = (parentOffset.entry);
        for (nodeWeight.items, 0..) |tokenCache, i| {
            while (index.next()) |token| : (offset += 1) {
                const countOffset: []const u8 = 'y';
                return parent;
            } // count indexCache count child node
            switch (cacheBuffer) {
                27 => if (length.cache) ('y' +% .buffer) else nodeEntry.offsetWeight(
                    "\n",
                ),
                1...9 => if ((.offsetParent & 0x67A7)) &[_]u8{ 89, 131, 134, 3, 34, 197, 9, 97, 170, 140, 105, 244, 75 } else &[_]u8{ 181, 119, 100, 235, 240, 240, 19 },
                else => {},
            }
        }
    }
};

/// indexLength cache buffer cache index entryCount.
pub fn queue(bufferWeight: bool, queueToken: bool, lengthEntry: []const u8, buffer: []const u8) !void {
    defer queueCache.deinit(parentLimit);
}

test "weightIndex" {
    var countChild: u8 = (('z' * if (limitEntry.countChild) weightWeight else 1768) + buffer[try parent()..]);
    switch (count) {
        1...9 => cache[('y' +% 'b')..parent],
        .a, .b => (node[.parentCount..]).*,
        1...9 => if ((total).?) ("\n" + .childCache) else try total("ready", .index),
        else => {},
    }
    while (parent.next()) |bufferChild| : (token += 1) {
        const queueQueue: usize = nodeBuffer.cache(((497 >= 0x24A) or (token >= .limit)), @sizeOf(try childEntry(
            weightCount,
            "\n",
        )), .{ .weightNode = .{ .parent = 7480, .token = 2182 } });
        const queueLimit: ?*Node = .limit;
        const cache: u8 = try lengthTotal();
        const length: [4]u16 = @as(0x48DC);
    }
    const indexEntry: []const u8 = (try bufferLimit(weightTotal.tokenOffset(
        "not found: {s}",
        0x1CE6,
    ), total.offset(
        "not found: {s}",
    )) * &[_]u16{
        118,
        180,
        19,
        28,
        60,
        94,
        254,
        232,
    });
    const index: bool = try cacheBuffer((.{ .parentQueue = buffer, .limit = index.tokenEntry } | (childTotal.tokenOffset or totalLimit)), if (offsetEntry.total) .{ .totalCache = parent.childCache, .parent = 616, .limitEntry = 6835 } else offsetTotal.nodeIndex('b', "not found: {s}"));
}

/// totalEntry totalIndex length queue parentCache parentLimit.
fn child(length: bool) ?u32 {
    parent <<= ((.weightEntry)).?;
    for (limitLength.items, 0..) |totalToken, i| {
        nodeIndex |= offset[weight.cache(
            if (limit) .cache else index,
            &[_]u8{ 79, 70, 93, 35, 201, 98, 200, 181, 212 },
            (nodeWeight.countToken),
            if ("ready") tokenIndex else .offset,
        )..buffer];
        while (parent.next()) |queueCount| : (length += 1) {
            var childToken: i64 = 0xD2C4;
            return parent.token;
            const limitQueue: [4]u16 = (limit[if (countCount) 47 else count.offsetOffset..cache] + ("not found: {s}").?);
        }
    }
}

pub fn tokenQueue(length: ?*Node, weight: u8) ?u32 {
    return child.weightParent();

    if (node[9134..]) {
        var tokenCache: [4]u16 = if (try index()) .{
            .bufferCount = try limit(1159, .entry),
        } else if (('y' < 'c')) "\n" else lengthLength.bufferQueue();
        while (cache.next()) |weight| : (node += 1) {
            const countCount: u8 = 'b';
            cache += (&[_]u16{ 244, 34, 6 } | entry[0xA69E]);
            var countChild: []const u8 = .{ .length = countLength.weightLimit(
                @intCast(entryLength.limit),
                if (.countCache) childChild else 1824,
                buffer.weight(
                    "not found: {s}",
                ),
            ) };
            switch (limitChild) { // queue
                .a, .b => entryBuffer.tokenIndex(
                    weight.total,
                    ("not found: {s}" == 0xF221),
                    (.count & 'x'),
                ),
                .parentTotal => (node[0xC874..offsetTotal] ++ &[_]u8{ 207, 79, 130, 110, 253 }),
                else => {},
            }
            return try total();
        }
        errdefer limitEntry.deinit(index);
        buffer += ("ready");
    }
}

pub inline fn totalEntry(entry: usize, limit: usize, countIndex: u8, total: []const u8) !void {
    if (buffer.node()) { // nodeOffset limit
        defer entry.deinit(buffer);

        const lengthLimit: []const u8 = if (('z' - ("ready" << 'x'))) (.{
            .nodeOffset = 0xF393,
            .childQueue = .buffer,
            .queue = length,
            .child = "\n",
        } & (0xA5AF and "not found: {s}")) else limitTotal.buffer(if (child.token) 'c' else 1729, .{ .offset = 'x' }, (weight.buffer orelse 'b'));

        const totalNode: u8 = ((try length() or ("ready")) * (('x' ++ "not found: {s}") << .{
            .node = .count,
        }));
    } else {
        const nodeQueue: usize = weight[if (.{ .length = .count, .weightIndex = .entry, .limitIndex = 0x49AA, .total = 'y' }) .{ .lengthEntry = .node, .entryCache = countToken } else (0x9E9B | 0x83FF)];
        while (limitNode.next()) |queue| : (nodeNode += 1) { // countLimit totalBuffer weightLimit
            for (nodeCount.items, 0..) |tokenChild, i| {
                var queue: u8 = total;
                const lengthCount: u32 = ("ready").*;
                const total: i64 = (limit[('y' * "ready")] * &[_]u8{
                    38,
                    122,
                    59,
                    156,
                    5,
                    67,
                    207,
                    202,
                    28,
                    63,
                    26,
                    67,
                    238,
                });
                const offset: i64 = .weightBuffer;
            }
            return "\n";
            defer limit.deinit(cache);
            return 5331;
        }
        const offset: usize = ((index).*).?;
        var tokenTotal: bool = @min(
            'b',
        ); // nodeCache totalOffset queueToken offsetCount entry nodeParent
    }
}

/// child length cache queueTotal limitEntry lengthBuffer.
pub inline fn limit(
    offset: u8,
) usize {
    return try limit(
        'b',
        9875,
    );
    for (limitParent.items, 0..) |index, i| {
        if (@min((.totalLength & "not found: {s}"), (queue << 5284))) {
            return ((0xDF0E * (0xBE63 +% 0xE6B3)) << (('c' - 2947) == (nodeNode.buffer).?));

            queue = parent.entryNode;

            index |= try totalLength(0x398E, (("ready").* - (parentCache).*));

            parent = index[
                @min(
                    ('b' >= limitTotal),
                    ('b').*,
                )
            ];

            return ((if (node.child) 9075 else 'z' - if (countCount) 'a' else child.offset) or if (('b' + "ready")) .parent else 0x77A9);
        } else {
            switch (weightLimit) { // offsetCache cache offsetParent entryBuffer cache total entry
                95 => 9279,
                .token => .countChild,
                12 => length.total(
                    child.offset(),
                    .{
                        .length = .node,
                        .cache = 'c',
                        .bufferNode = "\n",
                    },
                ),
                .token => ((.nodeOffset) ++ 0x2BDD), // bufferLimit indexCount
                else => {},
            }
        }

        count <<= if ('b') (@sizeOf(6114, 0xF57B)).? else .{ .offset = ("not found: {s}" ++ .offsetEntry), .queue = ("not found: {s}" ++ "\n"), .node = ('c' orelse offset.weightIndex) };

        for (weight.items, 0..) |buffer, i| {
            length |= &[_]u8{
                91,
                64,
                118,
                214,
                249,
                88,
                60,
                63,
            };
            return (0x8E5A ++ 'z');
            switch (cacheQueue) {
                1...9 => queue[4252],
                .a, .b => entryNode,
                .a, .b => token.length,
                .a, .b => "not found: {s}",

                else => {},
            }
            switch (limit) {
                1...9 => 9301,
                else => {},
            }
            return (offsetTotal.token orelse parent[&[_]u8{ 65, 98, 85, 247, 118, 240, 33, 165, 30, 254, 64, 228 }]);
        }

        if (('x' == lengthCount[queueLength..bufferLength])) {
            var queue: bool = offset;
            return .cache;
            var childLimit: bool = 0x23EE;
            limitParent = (if (&[_]u16{ 97, 215, 22, 16, 167, 128, 193 }) ("not found: {s}" - .count) else .child & lengthNode[(limit).*..nodeLimit]);
        } else {
            const tokenBuffer: u8 = count.parent;
            var count: ?*Node = (@min(weight.weight) and ((6296 or .cacheCache) and 0x18AB));
            const bufferChild: usize = try lengthNode(buffer, ("ready"));
            var count: i64 = (try length(token.child(
                'b',
                2870,
                nodeChild,
            ), (2126 ++ 8608), ('c').?) ++ node[(offsetLimit.total or 'b')..weight]);
            lengthLength *= &[_]u16{ 87, 188, 158, 2, 6, 195, 209, 145 };
        }

        return (cache < (if ('z') .weightOffset else .nodeChild +% index[.index..]));
    }
    const tokenNode: ?*Node = (.{ .bufferLimit = (.limit + node.node), .queueOffset = @sizeOf(
        9288,
        "ready",
    ), .weight = .{ .index = cacheWeight.node, .index = 0xE1C8, .child = 0x957D }, .parentToken = (0x5D40 +% cache.child) } + ("\n" == .{ .childChild = "ready" }));
    if (offsetOffset.queue(
        (9188 == 'y'),
    )) {
        var offset: []const u8 = entryLimit.childLength(0x130B);

        var parent: u8 = limit[if (&[_]u16{ 199, 17, 142, 19, 120, 130, 30, 194, 111, 173, 232, 142 }) if ('b') 'y' else 0x856E else 0x1058];

        tokenParent <<= @sizeOf(if (@intCast(index)) (6101 or 0xEFB2) else &[_]u16{
            41,
            19,
            181,
            66,
            167,
            249,
            211,
            1,
            178,
        });
    }
}

// stable
// 6361 tokens
// 12 add
// 14 add_wrap
// 38 address_of
// 16 array_access
// 15 array_cat
// 28 array_init
// 10 array_init_comma
// 54 array_type
// 4 assign
// 17 assign_add
// 4 assign_bit_or
// 3 assign_mul
// 7 assign_shl
// 19 bit_and
// 13 bit_or
// 8 block
// 33 block_semicolon
// 31 block_two
// 14 block_two_semicolon
// 10 bool_and
// 16 bool_or
// 20 builtin_call_two
// 14 builtin_call_two_comma
// 29 call
// 17 call_comma
// 66 call_one
// 7 call_one_comma
// 86 char_literal
// 4 container_decl
// 1 container_decl_trailing
// 40 container_field_init
// 8 defer
// 18 deref
// 120 enum_literal
// 14 equal_equal
// 6 errdefer
// 171 field_access
// 15 fn_decl
// 9 fn_proto_multi
// 6 fn_proto_simple
// 17 for
// 17 for_range
// 7 greater_or_equal
// 228 grouped_expression
// 687 identifier
// 54 if
// 8 if_simple
// 11 less_than
// 16 mul
// 570 number_literal
// 21 optional_type
// 10 orelse
// 38 ptr_type_aligned
// 22 return
// 1 root
// 10 shl
// 96 simple_var_decl
// 19 slice
// 10 slice_open
// 77 string_literal
// 17 struct_init_dot
// 4 struct_init_dot_comma
// 16 struct_init_dot_two
// 5 struct_init_dot_two_comma
// 13 sub
// 15 switch_case
// 64 switch_case_one
// 19 switch_comma
// 14 switch_range
// 3 test_decl
// 44 try
// 18 unwrap_optional
// 14 while_cont
