using Cockpit.Core.Advisories;
using Cockpit.Core.Findings;
using Cockpit.Scanner.Advisories;
using NodaTime;

namespace Cockpit.Scanner.Tests.Advisories;

/// <summary>Reads fixtures, and texts that a test made.</summary>
internal static class Feeds
{
    public static readonly Instant WrittenAt = Instant.FromUtc(2026, 11, 20, 4, 0);

    public static byte[] Fixture(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Advisories", "Fixtures", name));

    public static IAdvisoryReader Open(byte[] bytes) => AdvisoryFiles.Open(() => new MemoryStream(bytes), "feed", WrittenAt);

    public static List<AdvisoryFix> All(byte[] bytes)
    {
        using IAdvisoryReader reader = Open(bytes);
        return All(reader);
    }

    public static List<AdvisoryFix> All(IAdvisoryReader reader)
    {
        var all = new List<AdvisoryFix>();
        while (reader.TryRead(out AdvisoryFix fix)) all.Add(fix);
        return all;
    }

    public static CveId Cve(int year, int number) => new(year, number);
}
