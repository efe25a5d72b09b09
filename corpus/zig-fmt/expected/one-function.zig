//! A file of ours.
const std = @import("std");
pub inline fn windowLane(route: u16, column: f32, windowStride: i128) void {
    while (rate.next()) |window| : (rate += 1) { // header
        defer lane.deinit(ledgerLedger);
        errdefer vertex.deinit(epoch);
        var shader: f32 = 'c';
        defer rate.deinit(lane);
    }
    switch (stride) { // headerLane window epochAmount lane
        .pixel => &[_]u16{ 74, 107, 204, 106, 132, 117 },
        56 => (try route(
            "\x7f end",
        )).*,
        .lane => @min(
            'b',
        ),
        .window => 'c',
        .rateColumn => socket[&[_]u8{ 163, 77, 135, 251, 141, 83, 99, 228 }..],
        else => {},
    }
    var packetChecksum: u16 = (.{ .frame = socketLane.shader, .header = 'b', .packet = headerRate.epoch("\x7f end", pixelAmount, .route), .shader = @as(
        'z',
    ), .epoch = .{
        .checksum = "{any},{}",
        .rateAmount = "größe \u{2192} {d}",
        .windowVertex = 'y',
    } } | checksum[0xAEE8]);
    const checksum: std.ArrayList(u8) = (&[_]u8{ 123, 62, 95 });
    const amount: u16 = .{ .socket = pixel.columnLedger, .route = ((vertex.column) and (7891 +% 0x3913)), .vertex = (9775 +% socket) }; // ledger checksum stride packet
}

// stable
// 308 tokens
// 2 add_wrap
// 3 address_of
// 1 array_access
// 3 array_init
// 3 array_type
// 1 assign_add
// 1 bit_or
// 2 block_semicolon
// 1 block_two
// 1 bool_and
// 1 builtin_call_two
// 2 builtin_call_two_comma
// 1 call
// 5 call_one
// 1 call_one_comma
// 6 char_literal
// 2 defer
// 1 deref
// 5 enum_literal
// 1 errdefer
// 9 field_access
// 1 fn_decl
// 1 fn_proto_multi
// 7 grouped_expression
// 33 identifier
// 23 number_literal
// 1 root
// 5 simple_var_decl
// 1 slice_open
// 5 string_literal
// 2 struct_init_dot
// 1 struct_init_dot_comma
// 6 switch_case_one
// 1 switch_comma
// 1 try
// 1 while_cont
