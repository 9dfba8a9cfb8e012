using static Cockpit.Operations.Tests.Findings.FindingsFile;

namespace Cockpit.Operations.Tests.Findings;

/// <summary>
/// Two exports of one fleet a week apart, in which everything happens that an import can do: hosts come and go, findings come, change,
/// close and come back, tests get other texts and more CVEs.
/// </summary>
internal static class TwoScans
{
    private const int Hosts = 150, Plugins = 160;

    public static byte[] First => Nessus(Rows(0, 8, seed: 1));

    public static byte[] Second => Nessus(Rows(Hosts / 3, 15, seed: 2));

    private static IEnumerable<string> Rows(int firstHost, int day, int seed)
    {
        var random = new Random(seed);
        for (int h = firstHost; h < firstHost + Hosts; h++)
        {
            string host = $"srv-{h:000}.example.test";
            yield return Covered(host, day);
            for (int p = 0; p < Plugins; p++)
            {
                int plugin = 100_000 + p;
                if (random.Next(3) == 0) continue;
                string risk = random.Next(20) == 0 ? "Critical" : p % 4 == 0 ? "Low" : "High";
                yield return Row(plugin, host, p % 7 == 0 ? 443 : 0, risk, $"CVE-2026-{1000 + p + (p % 5 == 0 ? seed : 0)}", $"evidence {plugin} {random.Next(40)}", name: $"Plugin {plugin}{(p % 9 == 0 ? seed : "")}");
            }
        }
    }
}
