//! Formats Zig source. Reads one file from stdin and writes it in the canonical form, as `zig fmt` does, then comments:
//! whether formatting it once more changes anything, its tokens, and how many syntax nodes there are of each kind. Source
//! that cannot be parsed: the messages on stderr, exit code 1.

const std = @import("std");
const Ast = std.zig.Ast;

pub fn main(init: std.process.Init) !u8 {
    const gpa = init.arena.allocator();
    var read_buffer: [16 * 1024]u8 = undefined;
    var write_buffer: [16 * 1024]u8 = undefined;
    var stdin: std.Io.File.Reader = .initStreaming(.stdin(), init.io, &read_buffer);
    var stdout: std.Io.File.Writer = .initStreaming(.stdout(), init.io, &write_buffer);
    var stderr: std.Io.File.Writer = .initStreaming(.stderr(), init.io, &.{});

    const text = try stdin.interface.allocRemaining(gpa, .unlimited);
    const source = try gpa.dupeSentinel(u8, text, 0);
    const tree = try Ast.parse(gpa, source, .{});
    for (tree.errors) |problem| {
        const place = tree.tokenLocation(0, problem.token);
        try stderr.interface.print("zig-fmt: {d}:{d}: ", .{ place.line + 1, place.column + 1 });
        try tree.renderError(problem, &stderr.interface);
        try stderr.interface.writeByte('\n');
    }
    if (tree.errors.len != 0) return 1;

    const formatted = try tree.renderAlloc(gpa);
    const again = try Ast.parse(gpa, try gpa.dupeSentinel(u8, formatted, 0), .{});
    const stable = std.mem.eql(u8, formatted, try again.renderAlloc(gpa));
    try stdout.interface.print("{s}\n// {s}\n", .{ formatted, if (stable) "stable" else "not stable" });
    try count(tree, &stdout.interface);
    try stdout.interface.flush();
    return 0;
}

/// The kinds are in the order of their names.
fn count(tree: Ast, writer: *std.Io.Writer) !void {
    var counts: std.EnumArray(Ast.Node.Tag, usize) = .initFill(0);
    for (tree.nodes.items(.tag)) |tag| counts.getPtr(tag).* += 1;
    var tags = std.enums.values(Ast.Node.Tag)[0..].*;
    std.mem.sort(Ast.Node.Tag, &tags, {}, struct {
        fn less(_: void, a: Ast.Node.Tag, b: Ast.Node.Tag) bool {
            return std.mem.lessThan(u8, @tagName(a), @tagName(b));
        }
    }.less);
    try writer.print("// {d} tokens\n", .{tree.tokens.len});
    for (tags) |tag| {
        const times = counts.get(tag);
        if (times != 0) try writer.print("// {d} {t}\n", .{ times, tag });
    }
}
