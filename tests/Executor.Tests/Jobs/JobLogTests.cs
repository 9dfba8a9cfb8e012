using System.Text;
using Cockpit.Executor.Jobs;

namespace Cockpit.Executor.Tests.Jobs;

public sealed class JobLogTests
{
    private static JobReport Piece(byte[] bytes, long size) => new(JobState.Running, null, "", "boot", size, bytes);

    [Fact]
    public void A_character_split_between_two_pieces_comes_out_whole()
    {
        JobLog log = new("x");
        byte[] bytes = Encoding.UTF8.GetBytes("für\n");
        Assert.True(log.Take(Piece(bytes[..2], bytes.Length)));
        Assert.False(log.Take(Piece(bytes[2..], bytes.Length)));
        Assert.Equal("für\n", log.Drain());
        Assert.Null(log.Drain());
    }

    [Fact]
    public void Control_and_direction_characters_do_not_pass()
    {
        JobLog log = new("x");
        byte[] bytes = Encoding.UTF8.GetBytes("a\u001b[31mb\u0007\u202ec\td\n");
        log.Take(Piece(bytes, bytes.Length));
        Assert.Equal("a[31mbc\td\n", log.Drain());
    }

    [Fact]
    public void A_log_without_end_is_cut_and_its_last_lines_are_kept()
    {
        JobLog log = new("/var/lib/cockpit/jobs/x/log");
        const long size = 100_000_000;
        byte[] piece = Encoding.UTF8.GetBytes(new string('x', 48 * 1024));
        int pieces = 0;
        while (log.Take(Piece(piece, size))) pieces++;
        Assert.InRange(pieces, 1, 30);
        Assert.Equal(0, log.Want);
        Assert.InRange(log.Drain()!.Length, 1, 2 * 1024 * 1024);

        Assert.True(log.JumpToEnd(Piece([], size)));
        Assert.Equal(size - 16 * 1024, log.Offset);
        log.Take(Piece("E: the reason\n"u8.ToArray(), size));
        Assert.Contains("bytes left out; the whole log is /var/lib/cockpit/jobs/x/log", log.Drain()!, StringComparison.Ordinal);
        Assert.EndsWith("E: the reason\n", log.Tail, StringComparison.Ordinal);
    }
}
