//! Packs and unpacks files. Reads from stdin a line of levels, like `1 6 9`, and then files: a line `file NAME SIZE`,
//! and that many bytes. Puts all files into a tar archive and packs it at each level, with the container of gzip or
//! zlib in turn; packs it by Huffman's codes alone as well; unpacks each again, takes the archive apart, and compares.
//! Writes a line about each archive, and about each file in it.

const std = @import("std");
const flate = std.compress.flate;
const Writer = std.Io.Writer;
const Allocator = std.mem.Allocator;

const levels = [_]flate.Compress.Options{ .level_1, .level_2, .level_3, .level_4, .level_5, .level_6, .level_7, .level_8, .level_9 };

const File = struct { name: []const u8, bytes: []const u8 };

pub fn main(init: std.process.Init) !u8 {
    const gpa = init.arena.allocator();
    var read_buffer: [64 * 1024]u8 = undefined;
    var write_buffer: [4 * 1024]u8 = undefined;
    var stdin: std.Io.File.Reader = .initStreaming(.stdin(), init.io, &read_buffer);
    var stdout: std.Io.File.Writer = .initStreaming(.stdout(), init.io, &write_buffer);
    var stderr: std.Io.File.Writer = .initStreaming(.stderr(), init.io, &.{});

    pack(gpa, &stdin.interface, &stdout.interface) catch |problem| {
        try stderr.interface.print("zig-deflate: {t}\n", .{problem});
        return 1;
    };
    try stdout.interface.flush();
    return 0;
}

fn pack(gpa: Allocator, input: *std.Io.Reader, out: *Writer) !void {
    const wanted = try gpa.dupe(u8, try input.takeDelimiterInclusive('\n'));
    var files: std.ArrayList(File) = .empty;
    while (try input.takeDelimiter('\n')) |line| {
        var words = std.mem.tokenizeScalar(u8, line, ' ');
        if (!std.mem.eql(u8, words.next() orelse "", "file")) return error.NoFileLine;
        const name = try gpa.dupe(u8, words.next() orelse return error.NoName);
        const size = try std.fmt.parseInt(usize, words.next() orelse return error.NoSize, 10);
        try files.append(gpa, .{ .name = name, .bytes = try input.readAlloc(gpa, size) });
    }

    var archive: Writer.Allocating = .init(gpa);
    var tar: std.tar.Writer = .{ .underlying_writer = &archive.writer };
    for (files.items) |file| try tar.writeFileBytes(file.name, file.bytes, .{});
    try tar.finishPedantically();
    const plain = archive.written();
    try out.print("{d} files, {d} bytes\n", .{ files.items.len, plain.len });

    var number: usize = 0;
    var words = std.mem.tokenizeAny(u8, wanted, " \n");
    while (words.next()) |word| : (number += 1) {
        const level = try std.fmt.parseInt(usize, word, 10);
        if (level < 1 or level > levels.len) return error.NoSuchLevel;
        const container: flate.Container = if (number % 2 == 0) .gzip else .zlib;
        var packed_bytes: Writer.Allocating = try .initCapacity(gpa, plain.len);
        var compress: flate.Compress = try .init(&packed_bytes.writer, try gpa.alloc(u8, flate.max_window_len), container, levels[level - 1]);
        try compress.writer.writeAll(plain);
        try compress.finish();
        try out.print("level {d} as {t}: ", .{ level, container });
        try unpack(gpa, packed_bytes.written(), container, files.items, out);
    }
    var coded: Writer.Allocating = try .initCapacity(gpa, plain.len);
    var huffman: flate.Compress.Huffman = try .init(&coded.writer, try gpa.alloc(u8, flate.max_window_len), .raw);
    try huffman.writer.writeAll(plain);
    try huffman.finish();
    try out.writeAll("Huffman alone: ");
    try unpack(gpa, coded.written(), .raw, files.items, out);
    for (files.items) |file| {
        try out.print("{x:0>8} {d} {s}\n", .{ std.hash.Crc32.hash(file.bytes), file.bytes.len, file.name });
    }
}

fn unpack(gpa: Allocator, bytes: []const u8, container: flate.Container, files: []const File, out: *Writer) !void {
    try out.print("{d} bytes, checksum {x:0>8}\n", .{ bytes.len, std.hash.Crc32.hash(bytes) });
    var input: std.Io.Reader = .fixed(bytes);
    var decompress: flate.Decompress = .init(&input, container, try gpa.alloc(u8, flate.max_window_len));
    var name_buffer: [256]u8 = undefined;
    var link_buffer: [256]u8 = undefined;
    var entries: std.tar.Iterator = .init(&decompress.reader, .{ .file_name_buffer = &name_buffer, .link_name_buffer = &link_buffer });
    for (files) |file| {
        const entry = try entries.next() orelse return error.FileMissing;
        if (!std.mem.eql(u8, entry.name, file.name)) return error.NameDiffers;
        var content: Writer.Allocating = try .initCapacity(gpa, file.bytes.len);
        try entries.streamRemaining(entry, &content.writer);
        if (!std.mem.eql(u8, content.written(), file.bytes)) return error.BytesDiffer;
    }
    if (try entries.next() != null) return error.FileTooMany;
}
