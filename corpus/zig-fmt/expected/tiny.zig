//! A file of ours.
const std = @import("std");
pub fn token() !void {
    return (try offset(
        (0x3003 | 'b'),
        indexTotal.entry(
            0x632F,
            totalLimit.entryEntry,
        ),
        @intCast(entryLength.indexQueue),
    ));
    defer lengthCount.deinit(offset);
}

// stable
// 60 tokens
// 1 bit_or
// 1 block_two_semicolon
// 2 builtin_call_two
// 2 call_comma
// 1 call_one
// 1 char_literal
// 1 defer
// 4 field_access
// 1 fn_decl
// 1 fn_proto_simple
// 2 grouped_expression
// 7 identifier
// 2 number_literal
// 1 return
// 1 root
// 1 simple_var_decl
// 1 string_literal
// 1 try
