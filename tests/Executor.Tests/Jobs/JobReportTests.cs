using Cockpit.Executor.Jobs;

namespace Cockpit.Executor.Tests.Jobs;

public sealed class JobReportTests
{
    private const string Whole = "@cockpit-job\nstate exited 100\nhash ab\nboot-id b\nlog-size 3\n@log\naGkK\n@end\n";

    [Fact]
    public void A_whole_answer_is_read_also_behind_a_greeting()
    {
        Assert.True(JobReport.TryParse("Welcome!\n" + Whole, out JobReport report));
        Assert.Equal((JobState.Exited, 100, "ab", "b", 3L), (report.State, report.ExitCode!.Value, report.PlanHash, report.BootId, report.LogSize));
        Assert.Equal("hi\n"u8.ToArray(), report.Log);
    }

    [Fact]
    public void No_answer_that_was_cut_anywhere_is_taken_for_one()
    {
        for (int length = 0; length < Whole.Length - 1; length++) Assert.False(JobReport.TryParse(Whole[..length], out _), Whole[..length]);
    }

    [Theory]
    [InlineData("state exited 100", "state exited")]
    [InlineData("state exited 100", "state exited 256")]
    [InlineData("state exited 100", "state exited -1")]
    [InlineData("state exited 100", "state done")]
    [InlineData("boot-id b", "boot-id ")]
    [InlineData("log-size 3", "log-size x")]
    [InlineData("aGkK", "a*kK")]
    public void What_a_host_makes_up_is_no_answer(string from, string to) =>
        Assert.False(JobReport.TryParse(Whole.Replace(from, to, StringComparison.Ordinal), out _));
}
