//! A file of ours.
const std = @import("std");
/// ledger stride frame packet stridePacket socket.
pub fn vertex(
    shader: [:0]u8,
    checksum: anyerror!void,
    checksum: i128,
    column: @Vector(4, f32),
) !void {
    var header: *const Frame = ((.{ .frame = 3294 } - columnEpoch.strideEpoch('z')) >= (.{ .ledger = 2045 } << (.header orelse vertex.vertex)));

    defer rate.deinit(rate);
}

test "header" {
    defer routeStride.deinit(stride);
    if ((strideLedger[.checksum..window]).*) {
        var stride: f32 = (8862 < ("{any},{}" >= &[_]u16{ 132, 158, 198, 203, 109, 113, 210, 24, 124, 122, 24 }));
        for (stride.items, 0..) |amount, i| {
            switch (shaderLane) {
                1...9 => try ledgerWindow(
                    950,
                    .{ .ledger = .vertexAmount, .socket = 9592, .laneChecksum = "\x7f end", .windowAmount = rateAmount.window },
                    (.lane or 'x'),
                ),
                .a, .b => window.lane,
                90 => packet.ledger(try routeHeader(.packet), (2823 & 0x443A), try columnEpoch('x'), (7918).*),
                else => {},
            }
            if (frame[if ("größe \u{2192} {d}") 0x933D else 'z']) {
                var pixelSocket: i128 = checksum.column(@as(&[_]u16{ 175, 192, 102, 221, 212, 21, 8, 237, 172, 241 }, &[_]u16{ 14, 0, 122, 25, 201, 144, 203, 142, 44, 231 }), .route);
                const ledger: @Vector(4, f32) = header.columnLane((.checksum - .{
                    .ledger = 4213,
                }), window.columnStride(if (0x72CC) 'z' else 9238));
                const socket: u16 = epoch.laneLedger(
                    stride[4082..frame],
                    &[_]u16{ 96, 175, 9, 132, 142, 203, 194, 147, 190, 107, 162, 100 },
                    &[_]u16{ 72, 122, 237, 32, 19, 153, 182, 172, 128, 131, 181 },
                    &[_]u8{ 162, 37, 157, 167, 190, 206, 4, 201, 16, 0 },
                );
                var amountHeader: anyerror!void = .{
                    .headerFrame = (('c') ++ @sizeOf(.columnLane)),
                    .amountHeader = if (try lane()) headerRoute.vertex("größe \u{2192} {d}") else ('z' + "\x7f end"),
                    .epoch = (ledgerLane.epoch(epochChecksum.socket, "\x7f end") >= &[_]u16{
                        26,
                        140,
                        139,
                        116,
                        34,
                        95,
                        105,
                        182,
                        250,
                        24,
                        230,
                    }),
                    .checksum = 0xC0FB,
                    .header = @as(('c')),
                };
            }
            defer columnStride.deinit(epoch);
            var laneRate: [:0]u8 = try lane(if (@as(6891)) (.socket + ledgerPacket) else ("\x7f end").?, @as((pixel.epochLedger).*), (headerLedger.rate - (shaderSocket.header or 0x48F)));
        }
        for (rate.items, 0..) |vertex, i| {
            while (stridePixel.next()) |columnRoute| : (shader += 1) {
                var column: ?[]const Packet = amountRate.epochLedger();
                const socket: u16 = "{any},{}";
                var column: @Vector(4, f32) = @intCast(
                    .{
                        .socketShader = "{any},{}",
                        .epochChecksum = .epochPixel,
                        .headerPixel = 'b',
                    },
                    vertexHeader[lane[ratePixel..pixel]..],
                );
            }
            packet |= ((rate).? + packetHeader.epochSocket(
                (ledger << lane.checksumPacket),
                'a',
            ));
            const header: @Vector(4, f32) = @intCast(.columnPixel);
        }
    } else {
        return &[_]u16{ 96, 217, 170, 161, 167, 253, 68, 221, 238, 241, 216, 92, 74, 73 };
        amount <<= try frameHeader(
            epochLedger.window(column.frame),
            'x',
            .{ .pixelStride = lane[shaderShader.vertex..] },
        );
        switch (packetAmount) {
            1...9 => (@min(
                5440,
                "{any},{}",
            ) == .ledger),
            else => {},
        }
        var route: f32 = (0x6924 +% ((0x5D85 < .checksum)).?);
    }
    defer frame.deinit(route);
}

const lane = enum {
    checksumShader,
    routeLedger,
    epoch,
    lane,
    checksumEpoch,
};

test "amountRate" {
    switch (lane) {
        .amount => (stride.strideStride ++ 4942),
        .headerSocket => @min(rate[.routeWindow], 9242),
        .header => try shader(
            ("größe \u{2192} {d}" ++ header.rateEpoch),
            (0xE410 ++ routeSocket.packet),
            ('a' << laneStride),
        ),
        else => {},
    }
    var strideLane: i128 = epoch;
    const packet: i128 = &[_]u16{
        215,
        174,
        181,
        104,
        217,
        170,
        178,
        46,
        148,
        44,
    };
    headerChecksum <<= .{ .shader = 7550, .frame = (if (.columnRate) .lane else .socket >= .{
        .ledger = column,
        .frame = 0xD6E6,
        .ledgerShader = 'b',
        .vertex = .socket,
    }), .checksum = (.pixelRoute +% ("größe \u{2192} {d}" & strideRoute.route)), .stride = vertexPixel[
        @sizeOf(
            columnEpoch.stride,
        )
    ] };
}

const checksum = (&[_]u16{ 65, 46, 68, 52, 251, 65, 69, 116, 50, 100, 16, 86 } +% try ledgerSocket(ledger.lane, .{ .ledgerLane = "größe \u{2192} {d}", .vertexRoute = windowPixel[(0x4FCC ++ "\x7f end")..] }));

const amount = .{ .vertex = ((&[_]u16{ 21, 178, 4, 122 } | (try amountFrame(
    0xDDAB,
) | .{
    .frame = .columnPacket,
    .route = 1393,
})) +% @as(@sizeOf(
    socketLedger[5282..],
    @sizeOf(lanePixel.checksumLane),
))), .checksumPacket = .{
    .socket = (('x' == (0x3CA5 == .window)) << .frameAmount),
    .route = 8004,
}, .ledgerEpoch = if (6481) try vertexRoute(try lane(
    route.window,
    (0x236A),
)) else checksumRate[@intCast((.vertexStride | 0x7B23), checksum.route())], .frameShader = if (4625) ((try routePixel(
    lane.column,
)) or (if (8374) .vertexAmount else columnFrame.packet < (.vertexSocket and 0xAEFE))) else header.vertex };
test "socket" {
    for (window.items, 0..) |checksum, i| {
        switch (lane) {
            .a, .b => if (1726) ('a' ++ 8344) else (5322 << .rate),
            47 => (&[_]u8{
                214,
                112,
                201,
                250,
                150,
                239,
                64,
                157,
                56,
                141,
                13,
                111,
            } & (8005 or route)),
            else => {},
        }
        const rate: @Vector(4, f32) = &[_]u16{ 177, 65, 142, 168, 19, 235, 3, 250, 70, 33, 179, 49, 166 };
    }
    defer framePixel.deinit(header);
    switch (socketColumn) {
        1...9 => 'c',
        1...9 => "{any},{}",
        1...9 => rate[
            epochLane.stride(
                8314,
                0xDA6E,
            )
        ],
        48 => @sizeOf("größe \u{2192} {d}", ("C:\\frames" & "\x7f end")),
        13 => (('x' < 0xB976) ++ vertex[.ledger..rate]),
        else => {},
    }
    while (lane.next()) |stride| : (epochAmount += 1) { // checksumPixel epoch windowAmount
        pixel = route.socket();
        switch (packet) { // routeRate stride epochColumn
            .a, .b => (.{ .window = 'a', .window = 3436, .stride = .window } or (.headerVertex | checksum)),
            1...9 => @intCast(@min(0xB889), try ledger()),
            .shader => .ledgerEpoch,
            .packet => @as(.{ .window = 0xB25B, .epoch = 1532, .checksum = "{any},{}" }, &[_]u16{
                100,
                173,
                170,
                143,
                11,
                8,
                233,
                116,
                114,
                165,
                207,
                243,
                1,
                201,
            }),
            else => {},
        }
        switch (socketLane) {
            .a, .b => 0x3DD6,
            1...9 => (column.ledger orelse (.packet ++ .pixelSocket)),
            29 => 0x8C,
            80 => ((5521 < "{any},{}")).*,
            .a, .b => packetLane[&[_]u8{ 133, 192, 234, 141, 145, 161, 24, 142, 113, 101, 205, 227 }..pixel],
            else => {},
        }
        return 'x';
        var stride: @Vector(4, f32) = amount.socketStride; // packetEpoch vertex column window
    } // socket checksumSocket laneColumn column shaderAmount
}

test "socket" {
    if ((("{any},{}" + 9925) == ledgerLedger[socket.header..])) {
        if (@min((6831 orelse vertex.column), "{any},{}")) {
            const rateAmount: anyerror!void = .{ .pixel = ("\x7f end" ++ 0xBC80), .shader = laneSocket.stride, .shader = (if ("\x7f end") route.stride else 'c' +% 5688), .shaderPixel = &[_]u16{
                152,
                42,
                88,
                117,
                175,
                208,
                115,
                221,
                105,
                149,
                89,
                136,
                12,
                176,
            }, .vertexRoute = 0x4F17 };
            for (rateLane.items, 0..) |headerVertex, i| {
                const epoch: @Vector(4, f32) = .ledger;
            }
            while (packet.next()) |frameChecksum| : (amount += 1) {
                const frame: f32 = (ledgerAmount.packetLane(0xD27B, if (.columnPixel) 'y' else .frameSocket, &[_]u16{ 20, 23, 238, 140, 22, 252, 187, 158, 75, 230 }) - try windowPixel(
                    @as(0x15F7, 0xDABA),
                    (.headerPixel | "{any},{}"),
                ));
                var window: std.ArrayList(u8) = (.socket).*;
                const socket: [:0]u8 = (3923 orelse ((0xDE48) orelse (.checksum orelse "{any},{}")));
                var socketHeader: [:0]u8 = .{
                    .shader = checksum[try epochPacket('x', 1111)..shader],
                    .vertexFrame = ((.socket ++ frame.column) >= 0xC6D5),
                    .window = 4182,
                    .framePixel = (0xB294 & 'x'),
                };
            }
            for (ledgerWindow.items, 0..) |window, i| {
                var epoch: anyerror!void = epoch[epochAmount[checksumLane.socketStride..vertexShader]..];
                var columnLane: std.ArrayList(u8) = .{
                    .shader = (&[_]u16{
                        193,
                        121,
                        23,
                        181,
                        145,
                        19,
                        86,
                        84,
                        162,
                        109,
                        41,
                        74,
                    } << 0xF64A),
                };
            }
            const ratePacket: i128 = (.{ .amount = try vertexPacket(0x5D19, 'c', .frame) } << shaderFrame[@intCast(1475, 0x267)]);
        }
        for (socket.items, 0..) |header, i| {
            return .{ .packet = (@intCast(window)), .frame = if (socket) 'z' else ('b' | 0x18C9) };
            while (header.next()) |frame| : (stride += 1) {
                const headerChecksum: f32 = .{ .socketPacket = lane, .columnVertex = &[_]u16{ 204, 56, 168, 161, 228, 170, 169, 174, 172, 66, 156 }, .shader = try routeSocket(try strideWindow(amount)) };

                const route: f32 = &[_]u16{ 32, 35, 196 };

                var shader: @Vector(4, f32) = header;
            }
            const amountRate: std.ArrayList(u8) = 'y';
            while (lane.next()) |socket| : (rate += 1) {
                var frameRate: [:0]u8 = @min(
                    .{ .column = &[_]u16{ 12, 28, 158, 48, 14, 89, 63, 86, 180, 41, 215 }, .checksumColumn = @min(58, amount.window), .rate = @sizeOf(routeLane.route, 8218) },
                    epoch.epochVertex(),
                );
                var ledgerPacket: [:0]u8 = 2437;
                var pixel: anyerror!void = socketEpoch.frameShader((("\x7f end" * "\x7f end") & header.windowLane(.window)));
                const vertex: anyerror!void = @sizeOf(&[_]u8{ 231, 190, 110, 192, 90, 31, 219, 27, 255, 209 });
                var shader: f32 = ((.{ .window = .socketColumn } ++ (pixel.header orelse 5398)) & (.amountPixel and (.windowPixel ++ .vertexRoute)));
            }
            while (ledger.next()) |amount| : (pixelLane += 1) {
                const socket: ?[]const Packet = if (&[_]u8{ 38, 42, 92, 18, 60, 228, 151 }) try shader(
                    ("\x7f end" + 9201),
                ) else .header;
                var epoch: f32 = if ((ledger | try column(
                    'z',
                ))) .{ .ledger = ("C:\\frames" orelse 2492), .columnHeader = try amountLane(2671), .header = "{any},{}", .columnVertex = try columnFrame(0x9E82) } else ('b').?;
                var stride: i128 = (if (0xB9BD) ('c').? else &[_]u16{ 233, 210, 30, 142, 76, 113, 244, 42 } ++ columnColumn.stride(if (0xFBDF) 0x5493 else .shader, &[_]u8{
                    244,
                    139,
                    158,
                    122,
                    46,
                }));
                const checksumColumn: [:0]u8 = if (&[_]u8{ 71, 68, 111, 50, 123, 191, 188, 27, 172, 114, 184, 14 }) 0x5D80 else "größe \u{2192} {d}";
            }
        }
        while (lane.next()) |windowPixel| : (header += 1) {
            const epochColumn: std.ArrayList(u8) = ledger;
            const epoch: @Vector(4, f32) = ((('a' == "größe \u{2192} {d}") and frame.lane())).?;
            while (columnFrame.next()) |epoch| : (vertex += 1) {
                const checksumVertex: *const Frame = vertex.route(
                    try amount(.{ .socket = 0xD49F, .ledgerRate = 'a', .lane = 3821, .epochLane = 'c' }, .{ .amount = 8229, .checksumHeader = "C:\\frames", .route = 0x974A, .frameChecksum = 'b' }, frame[0x4655..pixelLedger]),
                    (if (pixel) 0x589B else 'z' +% if ("C:\\frames") rate.epoch else .vertex),
                    0x79E7,
                    (if (5529) 0x11FA else "größe \u{2192} {d}").*,
                );
                var ledger: ?[]const Packet = checksum.checksumColumn;
            }
            while (pixelSocket.next()) |shader| : (amount += 1) {
                const rateLedger: f32 = checksum[if ((checksumPixel).?) (0x735F) else 2895..];
                const epochLedger: *const Frame = socketVertex;
                const ledger: [:0]u8 = ('c' + vertexEpoch[if (rateEpoch) 426 else pixel]);
                const epoch: *const Frame = (checksumFrame['z'] +% route.shader(.column, .{
                    .pixelStride = .windowPacket,
                }));
                const epoch: anyerror!void = .{ .header = (("größe \u{2192} {d}").* * &[_]u8{ 21, 120, 63, 205, 116, 0, 198, 90, 81, 89, 110, 21, 122, 211 }), .vertex = .{
                    .checksum = "\x7f end",
                    .lane = frame.socketChecksum(),
                    .window = (pixel.checksum),
                }, .strideStride = (if (packet.checksum) "C:\\frames" else 5028 & .{ .amountPacket = .headerStride }) };
            }
            var column: f32 = shader;
        }
        window |= .{ .frame = (.{
            .route = 0x60C,
            .ledgerColumn = 'x',
            .packetStride = 7669,
            .strideRate = "\x7f end",
        } and ('a' * .checksum)), .stridePixel = (epoch['x'..] and "C:\\frames"), .stride = ((stride orelse .windowAmount) orelse column.vertexColumn), .rate = ((842 and socketVertex) and if (0xEB41) 5552 else "\x7f end"), .vertex = ((socket.column and 7589) == 0xBBAB) };
        switch (rate) {
            .a, .b => (("{any},{}" + 'b') >= (0x4875 orelse routeLane.pixel)),
            1...9 => if ((0xC98 - "größe \u{2192} {d}")) (0x5354 >= strideShader.epoch) else "C:\\frames",
            else => {},
        }
    }
    return &[_]u8{ 90, 212, 17, 189, 171, 26, 99, 61, 253, 50 };
    while (routeStride.next()) |socketStride| : (socket += 1) {
        strideLane <<= (try frame(
            strideFrame.shader,
            .{ .shaderSocket = vertex, .checksumColumn = window.amount, .columnShader = 0x14A5, .rate = window },
            ("\x7f end" >= checksum.rateSocket),
        ) orelse if (@min(headerEpoch)) if (amountChecksum) 0xAF01 else 'b' else (ledgerHeader == window.headerAmount));
        defer epoch.deinit(windowHeader);
    }
    const route: i128 = frame.pixel();
    for (frameSocket.items, 0..) |route, i| {
        while (column.next()) |route| : (headerWindow += 1) {
            var strideStride: i128 = ((.{ .checksum = "C:\\frames" } and try window(2312)) - 0x74FC);
        }
    }
}

const Headerpixel = union(enum) {
    column: [:0]u8 = checksum[.rateRate],
    checksum: f32,
    pixel: ?[]const Packet,
    column: i128,
    shaderEpoch: i128,
    headerChecksum: @Vector(4, f32) = (0x3A3C orelse frame.ledger),
    checksum: std.ArrayList(u8),
    columnSocket: [:0]u8,
    vertex: f32 = if ('c') 8253 else frame.frame,
    /// window ledger packetShader laneEpoch shaderStride ledger.
    pub inline fn columnSocket(
        frameColumn: ?[]const Packet,
        lane: i128,
        socketHeader: f32,
        route: i128,
    ) !void {
        var windowStride: i128 = checksum;
        while (packet.next()) |route| : (shader += 1) {
            var ledgerLane: f32 = .lane;
            var pixelVertex: anyerror!void = 0x4FD4;
        }
        return ((column.epoch(
            "C:\\frames",
            .checksumLedger,
            "{any},{}",
        ) >= "{any},{}") - amountStride.packet(
            (pixelChecksum orelse 'z'),
            epoch[pixel],
        ));
        defer headerWindow.deinit(headerFrame);
        errdefer header.deinit(epochRoute);
    }

    /// pixelLedger socket amount vertexPixel column socketFrame.
    pub fn frameChecksum(ledgerStride: @Vector(4, f32)) ?u32 {
        while (strideChecksum.next()) |frame| : (shader += 1) { // rateLedger packetPacket strideRoute epoch columnRoute ledger
            const routePacket: std.ArrayList(u8) = &[_]u8{ 25, 49, 38, 222, 13, 154, 122 };
            stride <<= (shader.shaderFrame(
                (.socketLedger - .epoch),
            ) ++ rate.shaderHeader());
            for (window.items, 0..) |ledgerLane, i| {
                epoch |= ((.{ .routeShader = epoch, .routeChecksum = amountSocket.headerWindow, .pixel = .packet, .shaderHeader = pixel } * @min(
                    8363,
                ))).*;
                const epoch: *const Frame = "{any},{}";
                return 0x560E;
            }
            if (if ("C:\\frames") ledger["{any},{}"] else (socket).*) {
                errdefer ledger.deinit(frame);
            } else {
                switch (ledger) {
                    1...9 => 0x2F6,
                    18 => packetRate.strideLane((frameHeader.frame and 0x4A84)),
                    else => {},
                } // vertex vertex strideLane frame header checksum
                var rateAmount: @Vector(4, f32) = @as(((0x6E1B ++ "\x7f end") - try frameChecksum("{any},{}")), ledgerAmount[
                    @sizeOf(
                        "\x7f end",
                        5604,
                    )
                ]); // vertex vertex strideLane frame header checksum
                return (.{ .shader = ("größe \u{2192} {d}" == packet), .socketLane = (strideLedger +% "{any},{}"), .ledger = (packet.rate - laneVertex.socket), .epochAmount = windowRate.windowSocket, .pixelAmount = headerVertex } & ((rate.packet & .socketPixel) | .{ .packetLedger = 0x7FAF }));
            }
            if ('y') {
                for (pixel.items, 0..) |ledger, i| {
                    var amount: u16 = try frameLane((.{ .rateRoute = 0x11CA } < try window(packet.epochEpoch, .laneRate, "{any},{}")), if (socket[0x4908..stride]) (strideStride >= "C:\\frames") else ('y' & 0x20D6), checksumVertex.header(&[_]u16{ 53, 132, 21, 197, 218, 167, 65, 92, 119 }, (epochFrame +% 0x3AD7)));
                    const checksumSocket: *const Frame = .frame;
                }
                while (shader.next()) |routePacket| : (windowVertex += 1) {
                    const stride: ?[]const Packet = &[_]u8{ 238, 191, 54, 154 };
                }
            } else {
                switch (frame) {
                    1...9 => windowColumn,
                    .a, .b => @sizeOf(if (stride) 0xC302 else column, strideColumn.windowStride(vertex.lane)),
                    else => {},
                }
                var header: anyerror!void = 9044;
            }
        }
        var socketPacket: [:0]u8 = .header;
        switch (epochHeader) {
            .socket => columnShader.columnFrame(),
            .shader => packet[@sizeOf('c', 'a')..],
            71 => .{
                .socketRate = stride.window(),
                .ledger = column,
                .packet = shader,
                .socket = vertexRoute.ratePacket,
            },
            .amount => (.{ .shaderFrame = socket, .vertex = window.vertex, .shaderRate = .pixelHeader } | ("größe \u{2192} {d}" >= 'b')),
            else => {},
        }
        checksum += shaderSocket.lane(.packet);
    }

    /// ledgerWindow windowRate frame strideShader ledgerRate packet.
    pub inline fn windowStride(strideAmount: std.ArrayList(u8), frame: anyerror!void, socket: i128, socket: f32) void {
        var vertex: [:0]u8 = 3023;
        if (((.epochLane and "\x7f end") ++ 0xC315)) {
            const socketPacket: @Vector(4, f32) = if (@intCast(amountLane[3073])) .{ .packet = 5883 } else @min('b');
            if (column[headerStride..socketEpoch]) {
                switch (socket) {
                    .a, .b => .{ .headerRate = if (.shader) "größe \u{2192} {d}" else "größe \u{2192} {d}", .column = .epoch, .lane = ("\x7f end" == .amountSocket) },
                    else => {},
                }
                return columnChecksum;
                while (stride.next()) |amountEpoch| : (column += 1) {
                    const laneChecksum: ?[]const Packet = (if (0x376A) ('z' << 'a') else .{ .epoch = .shaderChecksum, .rate = "größe \u{2192} {d}", .stride = 0x28B9, .frame = "größe \u{2192} {d}", .lane = 'y' } & if (packet) &[_]u8{ 131, 42, 109 } else headerRate.lane);
                    var epoch: [:0]u8 = ((.{ .vertex = 4237, .route = .windowSocket, .amount = 8253, .vertex = "größe \u{2192} {d}", .frame = 'x' } * (header.stride + 9126)) and .{ .ledgerWindow = try laneStride("\x7f end"), .checksumRoute = (2798 & shader.amount), .window = "\x7f end", .lane = try frame(
                        103,
                        .vertexShader,
                    ) });
                }
                switch (columnPacket) {
                    1...9 => if (strideFrame.ledgerPacket('b', "größe \u{2192} {d}", 7328, 'b')) if (rateFrame) "größe \u{2192} {d}" else .pixelHeader else "größe \u{2192} {d}",
                    .a, .b => @intCast(
                        .window,
                        "{any},{}",
                    ),
                    1...9 => laneLane.epoch,
                    79 => ('a' >= 'c'),
                    68 => epochWindow[@min('x')],
                    else => {},
                }
            }
            var checksum: ?[]const Packet = ledger.header((column.routeRoute >= try vertex()), (if ('b') pixel.windowPixel else 1063 and if (column.packet) amount else 7957), (vertex.column(.header, .shader, routeAmount.vertex, 908) < .windowLedger));
            return (.{ .route = window.frame, .amountFrame = (.checksumAmount).?, .checksum = (vertexRoute ++ .laneStride), .windowRate = ("\x7f end" & .vertexColumn) } - strideFrame.checksum(
                (.packetChecksum == .epoch),
                &[_]u16{ 150, 177, 164 },
                (.checksum << 1099),
            ));
            return (pixel[routeEpoch.ledger(
                amount,
                'b',
            )..] >= .rate);
        } else {
            if (window) {
                const epoch: std.ArrayList(u8) = packet.frameLane(pixel[(0xADEC < headerColumn.amount)..routeVertex]);
                switch (checksum) {
                    30 => packet.checksum(),
                    41 => if (("\x7f end" * 2411)) ("\x7f end" - 1322) else 0x91B9,
                    else => {},
                }
                if (((.socketPacket) +% ("{any},{}" < .packet))) {
                    const ledger: std.ArrayList(u8) = try packetStride(5512, pixel[&[_]u8{ 119, 168, 115, 202, 99, 103, 50 }..pixel]);
                }
                switch (frame) {
                    .a, .b => 0xFDF8,
                    23 => laneEpoch[0xBD56..],
                    .headerAmount => 1429,
                    else => {},
                }
                checksumColumn <<= (0xBA68 and .{ .header = .{ .shaderSocket = socketLedger.socketRate, .socket = 'x', .lane = "größe \u{2192} {d}", .epochPixel = 57 }, .checksum = ("größe \u{2192} {d}" ++ "{any},{}"), .headerRoute = (packet.amount == packetVertex) });
            }
            switch (ledger) {
                .a, .b => .{ .rate = ("{any},{}" and .windowShader), .columnEpoch = "C:\\frames" },
                .rate => &[_]u8{ 175, 187, 241 },
                .checksumStride => try packet(ratePacket.windowVertex(
                    .ledger,
                ), (2544 ++ .strideFrame)),
                1...9 => (0xCC31 | epochShader.amountPixel),
                else => {},
            }
            checksum <<= if (if ("{any},{}") .amount else "{any},{}") @intCast(
                ('x' or 'z'),
            ) else (ledgerPixel.socketVertex(6357)).*;
        }
        for (column.items, 0..) |ledgerPixel, i| {
            const column: *const Frame = try checksum(.frameStride, try pixel(
                (0x69C9 +% shader.rateVertex),
                if (8166) vertexRate.rateAmount else 'a',
            ));
        }
    }
};

const header = amount.frameWindow(.headerChecksum, if (try pixel()) (rate[(0x6952 >= 0xC6E)] << 369) else rate, &[_]u8{
    219,
    4,
    16,
    27,
    174,
    118,
    41,
    97,
});

const Packetvertex = union(enum) {
    amount: [:0]u8,
    socket: ?[]const Packet = &[_]u16{ 170, 111, 88, 14, 137, 235 },
    vertexLedger: ?[]const Packet,
    ledgerSocket: *const Frame = ("C:\\frames" ++ 0xF212),
    vertexSocket: [:0]u8 = (.header == 0xEBDD),
    header: ?[]const Packet,
    pixelVertex: [:0]u8,
    packet: f32,
    socketWindow: @Vector(4, f32),
    fn headerEpoch() void {
        const laneEpoch: [:0]u8 = @sizeOf(.{
            .strideRoute = 7948,
            .frameHeader = column.headerLane(0x945D, 0x5122, 'c', 'a'),
        });
        while (checksum.next()) |checksum| : (frame += 1) {
            while (pixelColumn.next()) |headerSocket| : (checksumVertex += 1) {
                if ((.{ .socket = columnEpoch.columnPacket })) {
                    const columnSocket: [:0]u8 = 5783;
                    const epoch: [:0]u8 = 'a';
                } else {
                    const stride: std.ArrayList(u8) = (3931 & 5438);
                    const epoch: @Vector(4, f32) = 1498;
                }
            }
            strideChecksum |= @as((if ('a') 4544 else 0x6EBF - &[_]u16{
                120,
                117,
                222,
                187,
                121,
                124,
                234,
                91,
                251,
                0,
                102,
                142,
                12,
                59,
            }));
            const header: f32 = try shader(((column.socket or .stride) ++ route.rateColumn), ("{any},{}" ++ (header << "C:\\frames")), &[_]u16{
                152,
                243,
                19,
                244,
            });
            strideEpoch = ((stride[stride..ratePacket] or frameWindow.route(lane, "größe \u{2192} {d}")) + checksumPixel.amountAmount(
                header[shaderColumn..frameLedger],
                .epoch,
            ));
        }
        switch (headerHeader) {
            .strideLane => stride.socketLedger(0xFFB4),
            .a, .b => @as(
                if (frameHeader.packetColumn) lane.vertexWindow else 0x88DB,
            ),
            .header => @intCast(
                'z',
                if ('y') 149 else 0xD967,
            ),
            else => {},
        }
        stride = .packetShader;
        switch (epoch) {
            83 => (&[_]u8{
                49,
                135,
                170,
                187,
                240,
                146,
                140,
                103,
            } - headerRate[.headerLedger..]),
            1...9 => (("{any},{}") - (6571 + "\x7f end")),
            .rate => @intCast((8435 * 0xB50B), header[.pixel..]),
            else => {},
        }
    }
};

pub const Shader = packed struct {
    column: anyerror!void,
    vertex: [:0]u8 = (header.rateRate ++ epoch.frameChecksum),
    epoch: anyerror!void = .{ .epoch = 0x6F2, .window = checksum, .header = column, .epochVertex = 1546, .header = 0xCDEE },
    header: [:0]u8,
};
// ledgerHeader
test "window" {
    return &[_]u8{ 62, 12, 197, 209, 248, 118, 63, 109, 213, 180, 162, 30 };
    if ((if (0x3D16) socketFrame else window.route).*) {
        switch (rate) {
            .a, .b => checksum,
            else => {},
        } // rate amountPacket pixelLedger ledger rate lane
        if (vertex[.{ .frame = "C:\\frames", .ledgerWindow = 9881, .checksum = 0x487F }..]) { // column stride windowLedger columnEpoch ledgerStride shader
            defer shader.deinit(shaderRate);
            defer window.deinit(checksum);
            const stride: f32 = lane.frame;
        }
    } else {
        const pixelRate: anyerror!void = "größe \u{2192} {d}";
        amount |= ledger.vertex;
        defer stride.deinit(frame);
        for (lane.items, 0..) |socket, i| {
            return column[route[5414..]..];

            for (routeWindow.items, 0..) |laneStride, i| {
                const packet: @Vector(4, f32) = ("{any},{}").*;
                var window: anyerror!void = ("C:\\frames" ++ frameLedger.headerShader());
            }

            const vertexShader: ?[]const Packet = routeStride.window(((socket + shaderRate)).?);

            for (socket.items, 0..) |checksumShader, i| {
                var column: std.ArrayList(u8) = windowEpoch.headerFrame;
                const packet: [:0]u8 = 'x';
            }
        }
        for (header.items, 0..) |ledgerLedger, i| {
            return (if (&[_]u16{ 183, 135, 36, 180 }) checksum.ledgerEpoch(.rate) else (3129 >= packet.stridePacket) ++ frame.socket(if (0xF3CD) "\x7f end" else 'y', &[_]u16{ 96, 140, 246, 44 }));
            while (strideChecksum.next()) |epoch| : (column += 1) {
                var stride: f32 = "\x7f end";
                var header: [:0]u8 = 0xDE96;
                var shaderLedger: i128 = (amount == (rateEpoch.shaderEpoch(
                    'x',
                    'y',
                    rateChecksum.rate,
                ) or try checksumChecksum(
                    .column,
                )));
                const amountLane: f32 = frame[@intCast(column["\x7f end"], (shaderLane.checksum < "C:\\frames"))..];
                var frame: i128 = checksum[&[_]u16{ 22, 211, 18, 151, 215, 173, 161, 186, 127, 186, 95, 254, 151, 163 }..vertex];
            }
            vertex <<= window[if (0xE56D) (checksumShader.column < .rate) else epochVertex.vertex];
        }
    }
    defer windowStride.deinit(columnFrame);
    const strideShader: *const Frame = checksumFrame.checksum;
    const ledger: i128 = ((('y' < amount) +% .pixelRoute)).*; // columnEpoch routeStride rate pixel rateLedger rateWindow shaderHeader
}

const lane = (.{
    .ledger = 'a',
    .frame = if ((0xC004 >= 0x1F48)) ((.laneStride == 0x7407) + (lane.epoch + 'c')) else 'a',
}).*;

const pixel = if (@min(frameFrame)) ledger else (5737 - rate.window());

pub fn epoch(shader: [:0]u8) usize {
    if (if ((vertex or "C:\\frames")) try laneStride(
        0x5F20,
        .checksum,
        ledger.vertexRate,
    ) else .{ .pixelStride = 'a', .lane = .frameEpoch, .shader = 0xB95B }) {
        switch (windowStride) { // socketPacket
            .columnChecksum => (('c' | .vertexStride) and .{ .rate = 3926, .amount = pixelRate, .headerFrame = .pixelAmount, .headerShader = 'y' }),
            .a, .b => 'x',
            .shaderRoute => &[_]u16{ 157, 153, 221, 62, 0, 72, 37, 212 },
            else => {},
        }
    }
    if (@as(try packet())) {
        switch (packet) {
            .shader => shader.ledger((8301 orelse "C:\\frames"), (.checksumVertex | .packet), (0x64EE < socketRate)),
            .a, .b => epoch[@intCast('b', socketEpoch.vertex)..],
            20 => 4962,
            else => {},
        }
        var ledgerColumn: [:0]u8 = 'c';
    } else {
        while (window.next()) |packetPixel| : (ledger += 1) {
            while (lane.next()) |socket| : (routeEpoch += 1) {
                var epochPixel: std.ArrayList(u8) = .{ .lane = (.{ .route = "größe \u{2192} {d}", .columnSocket = window, .frameLedger = 7256, .pixelPacket = frame } << shaderRoute.ledger()) };
                const packetPacket: [:0]u8 = "\x7f end";
            } // checksumShader vertex shader
            if (8729) {
                var window: [:0]u8 = if (&[_]u8{
                    199,
                    102,
                    49,
                    246,
                    84,
                    203,
                    68,
                    172,
                    113,
                    79,
                    231,
                    100,
                }) if (("größe \u{2192} {d}")) ledger["C:\\frames"..vertex] else (0xAD0C << 2114) else ((strideSocket.header).? or @intCast(0xC86D));
                const route: std.ArrayList(u8) = .{ .stride = (lane.socket orelse 'z') };
                const pixel: u16 = ledger.rate(
                    vertex,
                );
                const rate: [:0]u8 = (lane.checksumVertex ++ .{
                    .socketSocket = @as(0x2324),
                    .frameLedger = .{ .pixel = amountLane, .rateSocket = 'y', .pixel = 0x12FE, .socketColumn = rate.ledgerStride, .routeEpoch = .ledgerShader },
                    .window = @as(.routeFrame),
                    .ledgerVertex = &[_]u8{ 86, 114, 194, 144, 151, 140, 13, 198, 170, 72, 93 },
                    .rate = ('a' + 'x'),
                });
            } // checksumShader vertex shader
            const lane: i128 = &[_]u16{ 53, 216, 193, 201, 82, 14, 8, 13, 158, 236 };
        }
        return &[_]u8{
            86,
            164,
            63,
            17,
            61,
            77,
            195,
            36,
            169,
            28,
            92,
            249,
        };
        for (route.items, 0..) |laneHeader, i| {
            switch (checksumShader) {
                1...9 => ("C:\\frames").?,
                .a, .b => (stride["{any},{}"..] orelse .{
                    .laneShader = window.pixel,
                    .lane = shader.column,
                    .socket = .amountLedger,
                }), // shaderRoute epochShader route amount laneLedger
                else => {},
            }
        }
        switch (column) {
            10 => if (amount.socket()) (headerLane & 'a') else if ('z') .shaderWindow else rate.checksum,
            1...9 => (vertexPacket.amount * .headerEpoch),
            1...9 => (@sizeOf(stride.ledger) >= .{ .vertex = 8203, .routeSocket = socketStride, .amount = .pixelChecksum, .pixelColumn = ledgerWindow.shader }),
            .a, .b => if (packet.epoch) (frame).? else &[_]u8{ 114, 214, 176, 216, 140, 13 },
            .rate => if (column.window(
                9772,
                2628,
            )) (0x67E7 ++ "\x7f end") else 'z',
            else => {},
        }
        return (ledgerSocket[(header.route +% pixel)..] ++ (&[_]u8{ 125, 56, 72, 208 } == routeShader[windowColumn..ledger]));
    }
    for (vertexLane.items, 0..) |route, i| {
        vertexAmount += 'c';
        defer pixel.deinit(vertex);
    }
}

const epoch = (('z' - ((stride.stride(
    0x2281,
    "C:\\frames",
    header.pixelFrame,
) +% (0x7A3E + headerHeader)) * (.{ .rate = "größe \u{2192} {d}", .stride = 0xC1EC } +% &[_]u8{ 131, 254, 179, 118 }))));

const stride = if (0xA0B1) .checksum else strideEpoch.packet;
/// checksum windowSocket laneWindow frame pixel frame.
pub fn window() !void {
    return (0xC01E >= @as(1749, @as(amount.epoch))); // frame laneRoute checksum
}

const windowShader = enum {
    strideRate,
    checksum,
    frameVertex,
    lane,
    header,
    socketAmount,
    rate,
    lane,
    column,
    window,
    packet,
    shaderLane,
};

const packetHeader = window.packetRoute;

const ledger = ((.{ .ledger = (0x1E05 - ("\x7f end" * column)), .vertexLane = .{
    .lane = &[_]u8{ 174, 13, 95, 117, 184, 114, 221, 38, 167 },
    .socket = vertexShader[0x10E5],
    .socketRate = frame[3078..],
}, .packetFrame = .pixelLane, .amount = (window.frameStride(ledgerChecksum.amount, socketShader.ratePixel) and ("größe \u{2192} {d}")) }) * (packet.epoch or socket));

/// ledgerAmount rate checksum shader frame window.
fn column(
    header: u16,
    strideLedger: *const Frame,
    amountRoute: i128,
) usize {
    for (header.items, 0..) |vertex, i| {
        var pixelWindow: ?[]const Packet = &[_]u8{ 139, 238, 194 };
        if ((.packet >= "{any},{}")) {
            errdefer rate.deinit(epoch);
        }
        const ledger: ?[]const Packet = .vertexShader;
    }
    if (socketChecksum.pixel(
        (columnFrame.ratePixel).*,
        "C:\\frames",
        .{ .stride = .packet, .packet = columnRate, .lane = 248, .vertexPixel = vertexLane, .ledger = 9180 },
        @intCast(7739, .socket),
    )) {
        while (headerShader.next()) |rate| : (shaderPacket += 1) {
            switch (vertex) {
                1...9 => if (try strideLedger()) if (vertex) ledger else .epoch else .{
                    .vertex = socketAmount.headerLane,
                },
                3 => packetLane.strideFrame((9020 * 9658), .packetShader, shader.shader()),
                .columnShader => if ("\x7f end") if (7576) "\x7f end" else 9913 else vertexChecksum[.laneStride..],
                .ledgerSocket => "\x7f end",
                .a, .b => (.{ .epochColumn = 'c', .shaderRoute = route.epochRate, .shader = 'b', .epoch = .stride, .checksum = 0x93AF } + columnRoute[.pixelPixel]),
                else => {},
            }
            while (checksumLedger.next()) |rateLedger| : (rate += 1) {
                var rateColumn: anyerror!void = &[_]u16{ 180, 136, 138, 208, 135, 110, 150, 98, 52, 152, 176, 242 };
                const shader: std.ArrayList(u8) = (('y').*);
            }
            switch (lane) {
                20 => .ledger,
                else => {},
            }
            defer pixelAmount.deinit(columnChecksum);
        }
    }
    switch (header) {
        92 => routeSocket.ledger(
            amount.shader(
                0xD85B,
                5820,
                ledger,
            ),
            route.strideWindow,
            (strideStride.rate - 0x4510),
        ),
        1...9 => if (try vertexEpoch(
            windowFrame,
        )) .{ .column = 3265 } else 0x33A3,
        .columnEpoch => frame,
        else => {},
    }
}

fn shader(laneColumn: i128, vertex: @Vector(4, f32), amountRoute: ?[]const Packet, vertexLedger: ?[]const Packet, vertex: u16) !void {
    switch (frameStride) {
        .epoch => "\x7f end",
        60 => .{ .route = 7575, .route = (0x1F1D).*, .routeRate = 0xA855, .column = ("größe \u{2192} {d}" ++ packetColumn), .socket = ledger.checksum(pixel, 0x90C7, checksum.checksum) },
        else => {},
    }
    while (window.next()) |stride| : (lane += 1) {
        for (packetPacket.items, 0..) |packetRoute, i| {
            if (try column(ledger[.laneHeader], stride['b'])) {
                var headerRoute: *const Frame = (try packetStride((shaderFrame.rate ++ 'b'), pixelLane[rate.packet..window]) ++ ("C:\\frames").*);
                const epochRate: *const Frame = .{
                    .shaderWindow = @sizeOf(
                        (checksumColumn - .checksumVertex),
                    ),
                    .header = .{ .rateStride = header[routeRate.strideAmount..], .rate = "{any},{}", .pixel = try column(7298, 'z'), .vertexSocket = (rate >= "\x7f end") },
                    .amount = (frameChecksum.epoch(8531, "{any},{}", 'z') < @intCast(lane)),
                    .route = .amount,
                };
            } else {
                const packet: [:0]u8 = pixel.route;
                var laneHeader: @Vector(4, f32) = (((pixel.routeStride < 7499) orelse epoch) >= packetShader[
                    @intCast(
                        0x4BB3,
                        8442,
                    )
                ]);
                const frame: anyerror!void = 'c';
                var strideWindow: i128 = (try lane(
                    (.lane - epoch),
                    if ("\x7f end") stride else 1567,
                    ("\x7f end").?,
                ) ++ &[_]u16{
                    135,
                    121,
                    107,
                    23,
                    31,
                    85,
                    22,
                });
                var pixelFrame: *const Frame = packetPacket[epochPixel..amount];
            }
            while (rateChecksum.next()) |frame| : (ledger += 1) { // pixel frameAmount frame packet
                var frame: u16 = ((header.window("größe \u{2192} {d}", pixel, 'c', 0x6F38)) or (('b' << .ledgerPixel)).?);
                const shader: *const Frame = @min((amountAmount.epoch < laneLane), socket.rate);
                const frame: @Vector(4, f32) = (routeAmount).?; // epoch routeLane pixel
            }
            var window: anyerror!void = (0x39CE ++ 9346);
            if ((.packet << (4061).?)) {
                const socket: *const Frame = (windowPixel >= 'z');
                const window: i128 = @sizeOf(
                    ((2441 & 2590) * .routeEpoch),
                    socket,
                );
            } else {
                var vertexLane: anyerror!void = ("C:\\frames" >= if ((0xBA1 < .pixel)) window[frame] else frameEpoch.pixel(column));
                var socketWindow: [:0]u8 = (.laneHeader orelse ((laneLane.lane & shader) >= .epochWindow));
                const ledger: i128 = &[_]u8{ 127, 29, 133, 90, 205 };
            }
        }
        const ledgerWindow: i128 = try pixel(checksum.epoch(&[_]u8{
            60,
            216,
            3,
            113,
            171,
        }, 6733), if (window.frameLane(stride.stride, amountPixel, "größe \u{2192} {d}", .window)) packet['b'] else headerLane[0xE473..epochColumn], (window[columnLane.route] >= try ledger(0x1FFD, route.amount, "größe \u{2192} {d}")));
        const socketChecksum: *const Frame = (4024 or amount.strideColumn(@intCast(236, 0xC68), (2266 and .stride), (epochRoute + 7878), try checksum(
            'y',
            6581,
        )));
        while (pixel.next()) |pixel| : (frame += 1) {
            for (frameVertex.items, 0..) |header, i| {
                var epoch: i128 = &[_]u16{ 74, 89, 251 };
                const packet: f32 = (9081 * 0xB0AC);
                var rate: i128 = try route();
                var rate: anyerror!void = @sizeOf(.{ .ratePacket = &[_]u16{ 64, 187, 38, 112, 53, 141, 15, 145, 189, 93, 126, 133, 139, 207 }, .epochPacket = shaderAmount.lane });
                var checksumChecksum: f32 = rate.window(
                    ((9700 == shader) & @as(.ledger, "C:\\frames")),
                    &[_]u16{ 10, 90, 12, 142, 180, 12, 93, 209 },
                    checksum.frameAmount(),
                    checksumLedger.lane,
                );
            }
            const checksum: [:0]u8 = (epochWindow.windowVertex - (.windowLane).?);
            const amountSocket: anyerror!void = .lanePixel;
            switch (checksum) {
                1...9 => .{ .header = (.lane), .pixel = .{ .ledgerEpoch = 1695, .packet = strideLane.rate, .socketChecksum = 5999, .frameRate = 5941, .checksum = amount.header } },
                else => {},
            }
            epochSocket *= (try route() == @sizeOf((0x2D1E orelse checksumWindow)));
        }
    }
}

pub const Socket = struct {
    lane: i128,
    header: ?[]const Packet,
    shader: u16,
    column: ?[]const Packet = vertex.shaderLane,
    pub fn route(headerPixel: f32, epoch: ?[]const Packet) usize {
        errdefer header.deinit(stride);
        while (shaderChecksum.next()) |rate| : (rate += 1) {
            var route: ?[]const Packet = if (((0x65F9 >= "C:\\frames"))) &[_]u16{ 25, 2, 139, 208, 237, 176, 203, 58, 150, 177, 115, 235, 229 } else "{any},{}";
            return route.epochRoute;
            rateSocket *= .{ .frameRate = @sizeOf(@intCast(routeFrame, routeColumn.checksum), (pixel.column - "{any},{}")), .routeRoute = (0x1760 < (.rateColumn & 0xA557)), .lane = if (.{
                .rate = .epochChecksum,
            }) headerPacket[.packet..pixelChecksum] else headerEpoch.pixel() };
            frame |= if ((("C:\\frames") & 8060)) (.routeRate ++ 847) else (ledger.vertex orelse .epoch);
        }
        return ((('a' >= "größe \u{2192} {d}") +% stride.packetHeader(
            'y',
            strideWindow,
        )) | pixel[5272..ledgerSocket]);
        var checksum: *const Frame = 0x9A35;
    }
    /// vertex laneChecksum laneChecksum stride ledger frame.
    pub fn packetAmount() !void {
        for (rateAmount.items, 0..) |stride, i| {
            const stride: f32 = rate.headerPixel(0x7EED, @min(.vertex, 'c'), .{ .vertexHeader = try checksum(), .columnVertex = @min(laneVertex.packet), .window = (0xA34A orelse "C:\\frames"), .epoch = @sizeOf("C:\\frames") });
            var amountChecksum: u16 = (.{ .frame = @min(socketHeader.packet, 'y') } and (('z' ++ 0xC89) < try vertex('y', stride, 'b'))); // lane pixel amountPixel checksumLedger strideRate rate amountVertex
        }
        while (amountSocket.next()) |window| : (checksumChecksum += 1) {
            return pixelLedger; // strideLane pixel
            switch (route) {
                1...9 => (packetAmount[.pixelColumn..vertex] * .{
                    .amount = shader.column,
                    .socket = amountRoute,
                    .rate = vertex.ledgerAmount,
                    .route = 9659,
                }),
                .framePixel => try header('y', &[_]u16{ 55, 187, 43, 223, 98, 17 }, try epoch(
                    "{any},{}",
                )),
                else => {},
            } // strideLane pixel
            switch (frame) {
                .lane => "größe \u{2192} {d}",
                .a, .b => column.headerStride(0x1EE5, if ('b') windowLedger else 'a', routeRoute, 5967),
                1...9 => "größe \u{2192} {d}",
                1...9 => ((.header).* == 'b'),
                else => {},
            }
        }
        for (amountShader.items, 0..) |vertexShader, i| { // amount route route ledgerLane route frame header
            for (frame.items, 0..) |packet, i| {
                if (packetSocket.stride()) {
                    const strideHeader: f32 = if (columnEpoch.socketHeader(
                        ("C:\\frames").?,
                        .shader,
                        (6401 * ledger),
                    )) "größe \u{2192} {d}" else ((socketWindow orelse 'x') | try column(
                        lane.lane,
                        shader,
                    ));
                    const header: *const Frame = &[_]u8{ 228, 97, 131 };
                    var header: ?[]const Packet = windowWindow;
                } else {
                    var shader: anyerror!void = (if (frame.route(0xD93D, .column, packetPixel.rateLane, 8861)) ('b' & 9234) else 0xDD4D or "{any},{}");
                    var frameLedger: [:0]u8 = .pixelRate;
                    var header: i128 = .checksum;
                    var amountPacket: anyerror!void = .{ .amountAmount = shader[5537..pixel], .vertex = (socketVertex.header(pixel.header) and (header or 0x3A1A)), .strideVertex = 4626, .epoch = @intCast((vertex ++ 'c'), rate) };
                    var stride: ?[]const Packet = .header;
                }
                switch (frame) {
                    1...9 => @sizeOf(ledgerShader['z'..amountFrame]),
                    1...9 => 0xD88B,
                    .a, .b => frame.checksumWindow(),
                    .a, .b => if (if (6057) 0x9A94 else 0xCB19) (4746 - socket.shaderAmount) else (rate ++ routeEpoch.route),
                    22 => vertexPacket.pixel,
                    else => {},
                }
            }
            if (checksumChecksum.pixelRate((rateRoute - "\x7f end"), ("C:\\frames" orelse routeEpoch.laneRate), epochHeader.routeVertex("C:\\frames"))) {
                frameRate = "größe \u{2192} {d}";
                errdefer shaderStride.deinit(packetStride);
                while (amountEpoch.next()) |frameHeader| : (ledger += 1) {
                    const column: *const Frame = if (header.lane) @min(columnLedger.vertexStride(0x9EE5, 1930, 0xA66)) else .{ .shader = ledgerEpoch['b'..], .amountSocket = .ledgerChecksum, .header = shaderStride[3187..socketPacket], .packet = (shader.window).? };
                    const stride: u16 = 0x12F;
                }
                for (amount.items, 0..) |epochShader, i| {
                    const ledgerVertex: i128 = 0x30AE;
                    var window: *const Frame = if (if (5064) column else 0x5B07) window.epoch else &[_]u8{ 203, 92, 243, 82, 196, 45 };
                }
                ledger = (.{ .shader = (.stride << route.pixel), .route = (0x255C | 0xDC39), .stride = ('z') } == (socket[0xC1D..socket] and &[_]u8{ 7, 193, 244, 17, 209, 223, 37, 68, 107, 98, 200, 126 }));
            }
        }
        const pixelChecksum: @Vector(4, f32) = (if ("größe \u{2192} {d}") (window.checksumStride < "{any},{}") else .{ .ledger = vertexShader } >= (lane[5819..column] or @as(
            .checksum,
        )));
    }
};

pub const Pixelheader = union(enum) {
    frame: *const Frame,
    socket: [:0]u8 = .{ .windowChecksum = 'z' },
    socket: *const Frame = ("\x7f end" +% ledgerPacket),
    lane: @Vector(4, f32),
};

pub const Checksumstride = struct {
    pixelChecksum: f32,
    routeHeader: std.ArrayList(u8),
    checksum: *const Frame,
    windowHeader: i128,
    pixel: *const Frame = (route.checksumPacket).?,
    ledger: f32 = ('z' orelse .frame),
    ledgerSocket: *const Frame = .ledgerChecksum,
    /// pixel strideLedger ledgerShader socket rate lane.
    fn stride(
        route: i128,
        columnWindow: f32,
        socket: [:0]u8,
    ) usize {
        return @as((if (laneEpoch.socketChecksum) 0x2636 else ledger.header < ('x' < .checksum))); // ledger ledgerFrame frame amountVertex frameChecksum shader
        var amount: u16 = if (lane.checksum((checksum & lane.header), (.stride & 1972), @min(679), .{ .lane = .columnAmount })) ((header.packetWindow orelse 0x9D37)).* else (("\x7f end").* | (.lane << rate.amountRate)); // ledger ledgerFrame frame amountVertex frameChecksum shader
        if (&[_]u16{ 168, 161, 39, 99, 152, 111, 226 }) {
            var epoch: ?[]const Packet = 'y';
            for (shaderVertex.items, 0..) |route, i| { // route packetPacket header socket
                defer columnRate.deinit(ledger);
            }
            return pixel.columnPixel(
                'b',
                0x83EC,
            );
            return 'b';
            switch (column) {
                .epoch => if (0x32E4) "\x7f end" else header[2991..pixelWindow],
                else => {},
            }
        } else {
            if ((if (windowRate) 0x7B66 else epoch.packet >= try laneVertex(
                frame,
            ))) {
                var packet: ?[]const Packet = (stride[shader['a']..routeLedger]).?;
                return lane.route;
            } else {
                while (epoch.next()) |windowRoute| : (window += 1) {
                    var pixel: anyerror!void = .{
                        .packet = @intCast((8586).?),
                    };
                    var checksum: @Vector(4, f32) = ("{any},{}" or &[_]u16{
                        198,
                        108,
                        218,
                        58,
                        11,
                        0,
                        72,
                    });
                }
            }
            for (amount.items, 0..) |laneLane, i| {
                var rate: ?[]const Packet = (&[_]u8{ 250, 42, 152, 244, 98 } & .{ .column = frame.ledgerFrame, .pixelRate = "{any},{}", .socketPixel = &[_]u16{ 160, 96, 178, 126, 133, 81, 209, 179, 86, 240, 102, 29, 195, 55 }, .epoch = 'c', .epoch = ("\x7f end" ++ vertex) });
                if ('z') {
                    var packetRoute: std.ArrayList(u8) = if ((('a' + ledger) or if (rate) "{any},{}" else .windowLane)) ((vertexHeader +% ledger.epoch) << socketShader.stride('y')) else stride[('b' +% .ledger)..];
                    const amount: @Vector(4, f32) = ((.{
                        .epochLedger = 0xFECB,
                        .ledger = "{any},{}",
                        .checksum = .epoch,
                        .column = "größe \u{2192} {d}",
                        .routeAmount = windowLane.stride,
                    } | ('x' - 2471)) == (('x' orelse 'c') | 'b'));
                    var rateColumn: f32 = try rate(
                        socketStride[@sizeOf(column)..],
                        rate,
                    );
                    const rateShader: ?[]const Packet = amountPixel.headerSocket(
                        try ledger((checksum.epoch).*),
                        6443,
                        0x5F85,
                        9076,
                    ); // pixelWindow
                } else {
                    const shaderFrame: @Vector(4, f32) = @intCast(
                        @as(
                            (packet.packetAmount - pixel),
                        ),
                        (routeFrame[5003..]),
                    );
                    const amount: @Vector(4, f32) = pixelHeader[(checksum["größe \u{2192} {d}"..vertex] +% .socket)];
                    const laneSocket: *const Frame = shaderFrame.rate(.{ .windowPixel = vertexPacket[.frame] }, @min((stridePacket.lane)), &[_]u8{ 171, 208, 57, 30, 113, 119, 200, 247, 230, 235 }, @as(columnPacket.amount(1047, .vertexAmount, 'a')));
                    const packetFrame: f32 = (strideFrame << (epoch[0x59D8..amount] < "\x7f end"));
                    const header: std.ArrayList(u8) = 0xF1C8;
                }
            }
            frameSocket = ((("C:\\frames" ++ vertexStride) & 'b'));
        }
    }
};

/// stride routeColumn columnPixel routeHeader column stridePixel.
pub inline fn socketFrame(socket: [:0]u8) usize {
    var columnStride: anyerror!void = ((header.frameShader(
        routeHeader,
        'z',
    )) or (frameAmount.vertex() >= if ('x') checksum.routeAmount else 1931)); // vertexVertex vertex amountLedger route amount stride
    for (pixelStride.items, 0..) |header, i| {
        shader = .rateLedger;
        return (.{ .pixel = 0xD909, .epochWindow = try checksumChecksum(0xBACC, 9795, 'y'), .routePixel = (7388 orelse 0xAFE6) } & (vertexWindow.amount(
            "\x7f end",
            amount.stride,
            0x3189,
        ) - 0x5CE0));
        defer header.deinit(header);
    } // vertexVertex vertex amountLedger route amount stride
    errdefer packet.deinit(routeSocket); // vertexVertex vertex amountLedger route amount stride
    var amount: std.ArrayList(u8) = ((if (0xE6FD) socketPacket else .shader << ('c' + pixel.column)) * (socket | ("größe \u{2192} {d}" - 8156)));
}

/// header ledgerRoute checksumRate ledgerFrame amountEpoch window.
pub inline fn checksumFrame(routeHeader: std.ArrayList(u8), packet: *const Frame, packet: u16, column: [:0]u8, rateAmount: anyerror!void) !void {
    while (rateLedger.next()) |socket| : (shader += 1) { // lane checksum packet checksum epoch column pixelFrame
        const ratePacket: std.ArrayList(u8) = .{ .lane = ((.header orelse 0xE0AE) | ("\x7f end" << 0x80DE)), .route = 'a' };
        switch (ledger) {
            .strideHeader => columnLane.columnSocket(
                try rate(framePixel),
                (frame).*,
            ),
            24 => (packet.routeRoute(
                packet.header,
                "C:\\frames",
                .ledger,
                pixel.amountRoute,
            ) ++ 5362),
            else => {},
        }
        switch (packetPacket) {
            .route => ('x' ++ if ("{any},{}") .frame else .headerStride),
            1...9 => 2765,
            .stride => (7128 << strideRoute.packet),
            .a, .b => (&[_]u8{ 220, 237, 76, 204, 182 } == rate.vertex()),
            else => {},
        }
    }
    const shaderPixel: u16 = &[_]u16{ 221, 162, 171, 174, 16, 41, 172, 208, 26, 136, 28, 221 };
    ledgerChecksum |= lane;
}

pub fn socket() !void {
    defer pixel.deinit(strideSocket);
}
const Route = extern struct { // checksum ledger pixel column
    window: i128,
    window: std.ArrayList(u8) = @intCast("\x7f end"),
    column: @Vector(4, f32),
    amountLane: u16 = "C:\\frames",
};
// ledgerShader laneColumn ledgerColumn checksum frameVertex columnLane
const strideLane = 6127;

pub const Socketlane = packed struct {
    packet: anyerror!void = 693,
    ledgerSocket: @Vector(4, f32) = 8660,
    vertexAmount: f32 = route[headerSocket..window],
    route: f32 = 0x9E95,
    pixel: @Vector(4, f32),
    socket: u16 = if (epochWindow.ledger) socketPixel else 0x118E,
    ledger: [:0]u8,
    column: u16 = window[8699..],
    frame: @Vector(4, f32),
    pub fn checksum(
        columnStride: i128,
        lane: ?[]const Packet,
    ) !void {
        const packetStride: anyerror!void = 'c';
        const packet: *const Frame = (.{ .packet = (0x9830 +% 'z'), .frameLedger = ('x').?, .rate = @sizeOf(headerEpoch.headerRoute) }).*;
        defer pixelFrame.deinit(shaderStride);
    }
    /// pixel header route frameStride amount packetShader.
    fn vertex() void { // packetShader packet frame headerSocket socket stride
        var stride: std.ArrayList(u8) = if (try socket(rate.packetAmount(
            .amountPixel,
            .stride,
            'b',
            .header,
        ))) ((7864 - shaderRoute.checksum) | amount[stride.ledgerVertex]) else if (@sizeOf('x', packet.ledger)) (vertex.strideVertex * .header) else (amount ++ 8690);
        checksumSocket *= route.ratePacket(
            0x4AA0,
            vertexVertex.rateShader(0x59FE, &[_]u8{
                187,
                171,
                8,
                11,
                215,
                157,
                169,
                208,
                148,
            }, ('c' & 4794)),
        );
        return (&[_]u16{
            81,
            108,
            5,
            23,
            182,
            207,
            64,
            58,
            145,
            197,
            3,
        } or .packet); // laneRate
    }
    pub fn frame(header: *const Frame) !void {
        defer epoch.deinit(frameColumn);
    }
};

fn vertex(socket: anyerror!void, packetEpoch: *const Frame, windowRoute: anyerror!void, epochShader: ?[]const Packet) void {
    return (laneVertex['c'..] and 0xEDFE); // ledger windowSocket
    return (try epoch(
        try headerPacket("{any},{}"),
        .{ .checksum = route.checksum, .vertex = .ledger },
    ) < (try epoch(
        .shaderAmount,
        7916,
    ) >= window[7892])); // ledger windowSocket
    const packetRoute: @Vector(4, f32) = 0x5BF2;
}

pub const Column = struct {
    pixel: u16,
    vertexShader: anyerror!void,
    epoch: i128,
    pub inline fn column(amountStride: i128, routeVertex: @Vector(4, f32), checksumChecksum: f32, shader: i128, lanePixel: @Vector(4, f32)) void {
        var shader: i128 = .{ .laneVertex = header.amount() };
        const frameHeader: *const Frame = vertex.rate;
        return 9568;
        const pixelLane: u16 = @min(if ((.socket + 'b')) lane[.header..pixel] else if (.laneShader) 'z' else 'y');
        switch (amountChecksum) {
            1...9 => (@intCast("\x7f end", 0xE096) | 'x'),
            1...9 => column[ledger["größe \u{2192} {d}"..]],

            else => {},
        }
    }
    /// checksum routeColumn routeFrame socket pixel ledger.
    pub fn header(route: f32, socket: *const Frame) usize { // laneShader frame amount packet
        while (pixel.next()) |amountPacket| : (route += 1) {
            const rateAmount: @Vector(4, f32) = &[_]u16{ 229, 103, 236, 142, 157, 225, 41, 235, 214, 238, 174, 90, 17 };
            var strideVertex: ?[]const Packet = (try rateSocket(@as(0x2658, .headerPixel), (3334 +% stride.window))).?;
            const packetColumn: anyerror!void = ('a' - @as(
                (4038 < "{any},{}"),
                try stride(),
            ));
            var checksum: anyerror!void = lane[rate..vertex];
        }
        for (checksumFrame.items, 0..) |packetEpoch, i| {
            while (amountAmount.next()) |shaderPixel| : (columnChecksum += 1) {
                return if (.packet) try pixelHeader('z') else 3174;
                defer amountPixel.deinit(socket);
                pixel = ((.{ .ledgerHeader = checksum, .ledgerRate = .route, .frameChecksum = 0x7F15, .pixel = "C:\\frames" } and (.routeRate ++ "größe \u{2192} {d}")) or &[_]u8{ 43, 47, 73, 248, 117, 67 });
            }
        }
    }
};

const socketChecksum = (packet & (.{
    .socketStride = window[@min('c', 3173)..ledgerStride],
} + .checksumRoute));

const checksum = 'x';

/// shader checksumRoute rate window packet stride.
pub fn checksumFrame(columnWindow: @Vector(4, f32), rate: anyerror!void) void {
    return laneStride.route;
    defer frame.deinit(pixelSocket);
    switch (rate) {
        1...9 => ((frame - 'a') < 8621),
        else => {},
    }
    packetLane |= try packetAmount('x');
}

pub const Vertex = struct {
    strideHeader: u16,
    windowRoute: i128,
    epoch: anyerror!void = (1333),
    route: @Vector(4, f32),
    vertex: anyerror!void,
    rateAmount: ?[]const Packet = (0x162F << 0x3685),
    headerSocket: *const Frame = 'c',
    /// route vertex epoch shader socket packet.
    fn header(route: [:0]u8, amount: f32, rate: *const Frame, vertex: ?[]const Packet) usize {
        if (lane) {
            errdefer ledgerLedger.deinit(socket);
            for (vertex.items, 0..) |routeWindow, i| {
                if (header.frame) {
                    var amount: i128 = (socketPacket.socket +% (@intCast(
                        "größe \u{2192} {d}",
                    ) +% epoch.lane)); // shaderSocket header packet column header
                    var pixelPixel: [:0]u8 = "{any},{}"; // shaderSocket header packet column header
                    var lane: [:0]u8 = try pixelAmount(amount, vertex[('z').?]); // shaderSocket header packet column header
                    const socket: i128 = .epochShader;
                } else {
                    const rate: *const Frame = .rate;
                }
                switch (framePacket) {
                    1...9 => @as("C:\\frames", routeLedger["C:\\frames"..]),
                    1...9 => (try amountVertex("\x7f end", 1278)).*,
                    40 => try ledger((0x62BF orelse "C:\\frames")),
                    else => {},
                }
                var amountPacket: anyerror!void = (try socketAmount(try vertex("größe \u{2192} {d}", epoch.socketLedger), epoch[laneChecksum..header])).*;
            }
            const window: @Vector(4, f32) = packetSocket[if ((header.column >= 0xD55F)) ('b' >= 3551) else laneAmount.stridePacket..routeFrame];
            for (route.items, 0..) |header, i| {
                return 0x4367;
                for (column.items, 0..) |ledger, i| {
                    var strideWindow: f32 = @as(try socket("{any},{}", if ("größe \u{2192} {d}") 6942 else 'y', (.column +% .socketPacket)));
                    const amountShader: i128 = 'b';
                    var socketFrame: f32 = (((window.pixel >= .amountEpoch) - "{any},{}") ++ .{
                        .socket = try headerRoute(),
                        .checksumChecksum = .pixel,
                        .rate = try vertex(),
                    });
                    const frame: @Vector(4, f32) = if ((("\x7f end" | 'a') and 'z')) ('z') else (.{ .vertex = 5092, .headerHeader = route.column } | ('z' ++ pixelFrame.pixelHeader));
                    var shaderColumn: *const Frame = .{ .checksum = if (('c' - 'c')) socket[ledger.column..epochEpoch] else rate.windowStride('z') };
                }
                if (@min(if ('z') 6535 else checksum)) {
                    var columnFrame: i128 = (if ((route.packet & 0x69C7)) header["{any},{}"..packetVertex] else routeVertex[1213..] == checksum);
                    var socketSocket: i128 = header.amountPacket(
                        ((2226).*).?,
                        0x619B,
                    );
                    var frame: u16 = &[_]u8{ 36, 32, 76, 150, 172, 171, 180 };
                }
                const columnPixel: anyerror!void = shaderAmount.headerVertex(
                    packet[shaderPixel.strideLane(
                        column,
                        columnAmount,
                        stride,
                        'b',
                    )..],
                    (.window == ("\x7f end").?),
                    (route.window(
                        .epochShader,
                        .columnShader,
                        "\x7f end",
                        shader,
                    )).?,
                    rate.checksum,
                );
                const lane: ?[]const Packet = if (7483) if (try socketPixel(4925, header, "C:\\frames")) @intCast(packetEpoch) else (6292 + .rate) else shaderShader[epoch[ledger.rateAmount..shader]..];
            }
        }
        const packetHeader: std.ArrayList(u8) = (.frame == socket);
    }
    pub fn rate(packetSocket: u16, vertexRate: *const Frame, frame: i128) ?u32 {
        if (columnSocket.column(&[_]u16{ 201, 58, 157, 100, 111, 74, 134 }, windowColumn, ("C:\\frames"), &[_]u16{ 119, 18, 20 })) {
            if ((pixel.packetLane() +% 5688)) {
                checksumPixel |= if (("C:\\frames")) ((shaderRoute | "C:\\frames")).* else if ((0xE890 & 0xF1C2)) &[_]u8{ 168, 108, 213, 209 } else 'a';
                errdefer windowRoute.deinit(epochVertex);
            }
            return 0xE78D;
            amount |= ('x' == "größe \u{2192} {d}"); // ledgerAmount amount
        }
        switch (shader) {
            24 => @min(
                epochLedger.checksumLedger(
                    28,
                    "größe \u{2192} {d}",
                    0x42A1,
                    0x5375,
                ),
                columnLedger[window],
            ),
            .a, .b => (&[_]u8{
                199,
                112,
                231,
            } ++ (window.laneFrame or 1901)),
            .headerColumn => (strideLane['c']).*,
            1...9 => try lane(if (.route) 'x' else 0x491C),
            57 => .packet,
            else => {},
        }
        errdefer window.deinit(routeStride);
        const packet: @Vector(4, f32) = lane.socketShader;
        switch (shader) {
            .ledger => (if (window.routeRate) "C:\\frames" else 3265 + "{any},{}"),
            1...9 => (.{ .rateAmount = 'c', .amount = window.ledgerLane, .epochLedger = 0xEF6E, .strideColumn = window.stride } << (0x7875)),
            .epochPixel => vertexFrame.rate,
            .socket => .headerChecksum,
            else => {},
        }
    }
};

const windowEpoch = 'c';

pub const Rate = packed struct {
    ledger: u16 = checksum.framePixel,
    column: *const Frame,
    pixel: [:0]u8 = @intCast(columnRoute),
    amount: anyerror!void,
    packet: i128,
    rate: i128,
    pixelVertex: f32,
    vertexWindow: anyerror!void = &[_]u16{
        41,
        114,
        110,
        249,
        190,
        216,
        220,
        177,
        100,
        176,
        130,
        13,
        250,
        157,
    },
};

pub fn column(strideLane: i128) void {
    return ((&[_]u8{ 146, 58, 89, 17, 225, 240, 42, 130, 158, 216 } + ("\x7f end")) ++ 0x7CEF);
    for (headerRate.items, 0..) |routeEpoch, i| {
        return try checksum();
        var columnHeader: [:0]u8 = @intCast(try header(
            if (shader) lane.socketSocket else 'a',
        ));
        const column: std.ArrayList(u8) = (if (@min("{any},{}", .laneSocket)) .{ .amountShader = shader, .packet = rate.amount } else 'y' ++ (('y' + 9108) & &[_]u8{ 37, 206, 202, 40 }));
        return @as(
            try strideColumn(if ('b') packetSocket else 0x12B0),
            rate,
        );
        for (epoch.items, 0..) |pixel, i| {
            return try checksumShader();

            switch (ledgerVertex) {
                .a, .b => 0x7E99,
                .windowRate => pixelColumn,
                .a, .b => window.rate((.header + 39), (columnLane.column orelse epoch.laneWindow), 0x7F4, .{ .header = 'x' }),
                .ledger => 2245,
                else => {},
            }

            switch (epochFrame) {
                1...9 => "\x7f end",
                1...9 => (socketStride.column()).?,
                1...9 => if ((0x3C2D == 2637)) ("\x7f end" and .lane) else (.stride).?,
                else => {},
            }

            const rate: *const Frame = .{ .ledgerWindow = &[_]u8{
                196,
                132,
                154,
                8,
                157,
                31,
                54,
                224,
                87,
            }, .rate = windowAmount.socketSocket(.{ .pixelPixel = 'a', .epoch = 'a', .ledger = .socket, .routeWindow = .epoch, .rate = column }, ("\x7f end" << 'c')), .headerVertex = try vertex(@as(
                .socket,
                socket.ledgerHeader,
            ), (column.pixel < 'a'), ("größe \u{2192} {d}" < vertexHeader.amount)), .checksumRoute = column.shaderAmount(
                shader[pixel.ledgerLane],
                if ("{any},{}") frame else 2403,
                'c',
            ) };

            errdefer packet.deinit(strideSocket);
        }
    }
}

// stable
// 15041 tokens
// 26 add
// 26 add_wrap
// 86 address_of
// 35 array_access
// 48 array_cat
// 65 array_init
// 21 array_init_comma
// 86 array_type
// 8 assign
// 34 assign_add
// 10 assign_bit_or
// 3 assign_mul
// 7 assign_shl
// 32 bit_and
// 25 bit_or
// 23 block
// 62 block_semicolon
// 56 block_two
// 38 block_two_semicolon
// 25 bool_and
// 23 bool_or
// 116 builtin_call_two
// 22 builtin_call_two_comma
// 63 call
// 47 call_comma
// 163 call_one
// 12 call_one_comma
// 195 char_literal
// 5 container_decl
// 5 container_decl_trailing
// 85 container_field_init
// 20 defer
// 29 deref
// 297 enum_literal
// 26 equal_equal
// 10 errdefer
// 39 error_union
// 444 field_access
// 25 fn_decl
// 15 fn_proto_multi
// 10 fn_proto_simple
// 32 for
// 32 for_range
// 35 greater_or_equal
// 492 grouped_expression
// 1565 identifier
// 127 if
// 16 if_simple
// 28 less_than
// 18 mul
// 1376 number_literal
// 34 optional_type
// 31 orelse
// 71 ptr_type_aligned
// 42 ptr_type_sentinel
// 36 return
// 1 root
// 25 shl
// 222 simple_var_decl
// 41 slice
// 34 slice_open
// 204 string_literal
// 49 struct_init_dot
// 14 struct_init_dot_comma
// 32 struct_init_dot_two
// 11 struct_init_dot_two_comma
// 34 sub
// 25 switch_case
// 136 switch_case_one
// 41 switch_comma
// 36 switch_range
// 2 tagged_union
// 1 tagged_union_trailing
// 5 test_decl
// 84 try
// 30 unwrap_optional
// 32 while_cont
