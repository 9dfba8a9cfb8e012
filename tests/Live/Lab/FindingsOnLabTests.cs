using System.Text.Json;
using Xunit;

namespace Cockpit.Live.Lab;

/// <summary>A scanner's export about a real host with the real apt: tied to the pending update, planned by its CVE, patched, and confirmed by the next export.</summary>
[Collection("lab")]
[Trait("Category", "Lab")]
public sealed class FindingsOnLabTests(LabHosts lab)
{
    private const string Columns = "Plugin ID,CVE,CVSS,Risk,Host,Protocol,Port,Name,Synopsis,Description,Solution,See Also,Plugin Output\n";

    private static string Export(int day, params string[] rows) => Columns + string.Concat(rows) +
        $"19506,,,None,h1,tcp,0,Nessus Scan Information,s,d,u,,\"Scan name : lab\nPort range : default\nCredentialed checks : yes\nScan Start Date : 2026/1/{day} 02:00 UTC\"\n";

    private static string Wants(int plugin, string package, string version, string cve) =>
        $"{plugin},{cve},7.5,High,h1,tcp,0,Debian : {package} update {plugin},s,d,Upgrade it.,,\"Remote package installed : {package}_1.0\nShould be                : {package}_{version}\n\"\n";

    [Fact]
    public void A_finding_is_fixed_by_the_update_that_its_evidence_names()
    {
        lab.Need("h1");
        using ProgramOnLab cockpit = new(lab);
        cockpit.Json(0, "scan", "h1");
        string folder = Directory.CreateTempSubdirectory("cockpit-export-").FullName;
        try
        {
            Import(1, Wants(900001, "lab-good", "1.1", "CVE-2026-10001"), Wants(900002, "lab-good", "1.2", "CVE-2026-10002"), Wants(900003, "lab-held", "1.1", "CVE-2026-10003"));
            Dictionary<long, JsonElement> findings = Findings();
            JsonElement fix = findings[900001].GetProperty("fixes").EnumerateArray().Single();
            Assert.Equal(("lab-good", "1.0", "1.1", "named-package", "sure"), (Text(fix, "package"), Text(fix, "from"), Text(fix, "to"), Text(fix, "kind"), Text(fix, "confidence")));
            Assert.Equal("pending lab-good 1.1 is older than 1.2, which the scanner wants", Text(findings[900002], "fixReason"));
            Assert.Equal("lab-held is on hold there", Text(findings[900003], "fixReason"));
            Assert.Equal(["lab-good 1"], cockpit.Json(0, "update", "list").GetProperty("updates").EnumerateArray().Where(u => u.GetProperty("closes").GetInt32() > 0 && u.GetProperty("heldHosts").GetInt32() == 0).Select(u => $"{Text(u, "update")} {u.GetProperty("closes").GetInt32()}"));

            JsonElement plan = cockpit.Json(0, "rollout", "plan", "--cve", "CVE-2026-10001", "--window", "always");
            Assert.Equal((1, "lab-good"), (plan.GetProperty("closesFindings").GetInt32(), Text(ProgramOnLab.HostsOf(plan)["h1"].GetProperty("updates").EnumerateArray().Single(), "name")));
            Assert.Contains("older than 1.2", Error("CVE-2026-10002"), StringComparison.Ordinal);
            string id = Text(plan, "rolloutId");
            cockpit.Run(0, "rollout", "approve", id, "--hash", Text(plan, "hash"));
            cockpit.Run(0, "rollout", "start", id, "--now", "--yes");
            cockpit.Json(0, "rollout", "watch", id);
            Assert.Equal("1.1", lab.Version("h1", "lab-good"));
            JsonElement effect = cockpit.Json(0, "rollout", "show", id).GetProperty("effect");
            Assert.Equal((0, 1), (effect.GetProperty("closed").GetInt32(), effect.GetProperty("awaitingScanner").GetInt32()));

            Import(2, Wants(900002, "lab-good", "1.2", "CVE-2026-10002"), Wants(900003, "lab-held", "1.1", "CVE-2026-10003"));
            effect = cockpit.Json(0, "rollout", "show", id).GetProperty("effect");
            Assert.Equal((1, 0), (effect.GetProperty("closed").GetInt32(), effect.GetProperty("awaitingScanner").GetInt32()));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        void Import(int day, params string[] rows)
        {
            string export = Path.Combine(folder, $"{day}.csv");
            File.WriteAllText(export, Export(day, rows));
            cockpit.Json(0, "findings", "import", export);
        }

        Dictionary<long, JsonElement> Findings() => cockpit.Json(0, "findings", "list", "--host", "h1").GetProperty("findings").EnumerateArray().ToDictionary(f => f.GetProperty("pluginId").GetInt64());

        string Error(string cve)
        {
            using System.Diagnostics.Process call = cockpit.Start("rollout", "plan", "--cve", cve, "--window", "always");
            string error = call.StandardError.ReadToEnd();
            call.WaitForExit();
            return error;
        }
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
