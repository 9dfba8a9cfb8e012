using Cockpit.Operations.Doctor;
using NodaTime;

namespace Cockpit.Operations.Tests.Windows;

public sealed class ZoneDataAgeTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 24, 0, 0);

    [Theory]
    [InlineData("2026b", null, null)]
    [InlineData("2026b", "2026b", null)]
    [InlineData("2026b", "2025c", null)]
    [InlineData("2026b", "2026c", "newer 2026c")]
    [InlineData("2026b", "2027a", "newer 2027a")]
    [InlineData("2025a", null, "over 400 days old")]
    [InlineData("2024b", "2024b", "over 400 days old")]
    [InlineData("odd", null, "not known")]
    public void Old_data_and_a_machine_with_newer_data_are_doubted(string ours, string? system, string? doubt)
    {
        string? said = ZoneDataAge.Doubt(ours, system, Now);
        if (doubt is null) Assert.Null(said);
        else Assert.Contains(doubt, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("# version 2025b\n# ddeps", "2025b")]
    [InlineData("2024a\n", "2024a")]
    [InlineData("# version unknown", null)]
    [InlineData("", null)]
    public void The_release_of_the_machines_data_is_read_from_its_first_line(string text, string? version) => Assert.Equal(version, ZoneDataAge.Of(text));
}
