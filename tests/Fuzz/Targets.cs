using Cockpit.Core.Advisories;
using Cockpit.Core.Calendars;
using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;
using Cockpit.Core.Scopes;
using Cockpit.Core.Windows;
using Cockpit.Executor.Apt;
using Cockpit.Executor.Facts;
using Cockpit.Executor.Jobs;
using Cockpit.Remote.KnownHosts;
using Cockpit.Remote.Ssh.Config;
using Cockpit.Scanner.Advisories;
using Cockpit.Scanner.Csv;
using Cockpit.Scanner.HostCsv;
using Cockpit.Scanner.Inventories;
using Cockpit.Scanner.Linux;
using NodaTime;

namespace Cockpit.Fuzz;

/// <summary>Every parser of what comes from outside: hosts, files, people's configuration.</summary>
internal static class Targets
{
    public const string PlantedName = "planted";

    /// <summary>The word in the recorded answers.</summary>
    private const string Nonce = "fixturenonce";

    private static readonly Instant Now = Instant.FromUtc(2026, 10, 20, 20, 41);

    public static IReadOnlyList<Target> All { get; } =
    [
        // What hosts answer.
        new("inventory", bytes => Promise.Printable(LinuxInventory.Parse(bytes, Nonce, Now, Now)), "Scanner.Tests/*/Fixtures/*.answer"),
        Target.OfText("apt-simulation", text => Simulation.Parse(0, text.Split('\n')), "Executor.Tests/Outputs/*"),
        Target.OfText("host-facts", text => HostReading.TryParse(text, out _)),
        Target.OfText("job-report", text => JobReport.TryParse(text, out _)),
        Target.OfText("debian-version", text => Promise.Ordered(DebianVersion.Compare, text)),
        Target.OfText("rpm-version", text => Promise.Turned(RpmVersion.Compare, text)),

        // What people and scanners hand over.
        new("host-csv", bytes => HostCsvReader.Read(bytes), "../sample-data/hosts.csv"),
        Inventory("ssh-config", InventoryFormat.SshConfig),
        Inventory("ansible", InventoryFormat.Ansible, "Scanner.Tests/Inventories/Fixtures/*/hosts", "Scanner.Tests/Inventories/Fixtures/*/hosts.yml"),
        Inventory("hosts-file", InventoryFormat.Hosts),
        Inventory("nmap", InventoryFormat.Nmap, "Scanner.Tests/Inventories/Fixtures/nmap/*.xml"),
        new("findings-csv", ReadFindings, "../sample-data/findings-*.csv"),
        new("debian-tracker", ReadAdvisories, "Scanner.Tests/Advisories/Fixtures/*.json"),
        new("oval", ReadAdvisories, "Scanner.Tests/Advisories/Fixtures/*.xml"),
        new("findings-tenable", ReadFindings, "../sample-data/exports/tenable-*.csv"),
        new("findings-qualys", ReadFindings, "../sample-data/exports/qualys-*.csv"),
        new("findings-sections", ReadFindings),
        new("findings-xml", ReadFindings, "../sample-data/exports/*.nessus", "../sample-data/exports/*.xml"),
        Target.OfText("machine-ids", text => Promise.Ids(text)),
        Target.OfText("ssh-settings", ResolveSshConfig),
        Target.OfText("ssh-dump", text => SshConfigDump.Parse(text)),
        new("certificate", bytes => HostCertificate.Parse(bytes)),
        Target.OfText("known-hosts", text => KnownHostsFile.Parse("known_hosts", text)),
        Target.OfText("calendar", text => IcsCalendar.Read(text, DateTimeZone.Utc, Now, Now + Duration.FromDays(400))),
        Target.OfText("day-rule", ReadRule),
        Target.OfText("scope", text => ScopeBook.Of([new("a", text), new("b", "scope = a")]).TryResolve(text, out _, out _)),
    ];

    public static Target Find(string name) => name == PlantedName
        ? new Target(PlantedName, Planted.Parse)
        : All.FirstOrDefault(t => t.Name == name) ?? throw new ArgumentException($"There is no parser {name}. There are {string.Join(", ", All.Select(t => t.Name))}.");

    /// <summary>Runs a parser; a refusal for people is a good answer, anything else that it throws is a fault.</summary>
    public static void Try(Target target, byte[] input)
    {
        try
        {
            target.Parse(input);
        }
        catch (CockpitException)
        {
            // Refused with a code and a sentence, which is what a parser owes bad input.
        }
    }

    /// <summary>A file that includes itself once, asked for a name of it.</summary>
    private static void ResolveSshConfig(string text)
    {
        IReadOnlyList<SshConfigLine> lines = SshConfigText.Parse(text);
        var inner = new SshConfigFile("inner", lines, new Dictionary<int, IReadOnlyList<SshConfigFile>>());
        var outer = new SshConfigFile("outer", lines, lines.Where(l => l.Keyword == "include").ToDictionary(l => l.Number, _ => (IReadOnlyList<SshConfigFile>)[inner]));
        SshConfigReader.Resolve([outer], new SshQuestion("web-01"), "anna");
    }

    /// <summary>The file itself stands for every file that it speaks of, so what follows an Include or a group's variables is read too.</summary>
    private static Target Inventory(string name, InventoryFormat format, params string[] seeds) =>
        new(name, bytes => InventoryReader.Read(format, name, bytes, pattern => [new InventoryPart(pattern, bytes)]), seeds);

    private static void ReadRule(string text)
    {
        LocalDate first = new(2026, 1, 1), last = first.PlusDays(800);
        if (DayRule.Read(text, out _) is not { } rule) return;
        List<LocalDate> days = rule.Days(first, first, last);
        for (int i = 0; i < days.Count; i++)
        {
            if (days[i] < first || days[i] > last || (i > 0 && days[i] <= days[i - 1])) throw new BrokenPromiseException("The days of a rule are not in order, or outside what was asked for.");
        }
    }

    private static void ReadFindings(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        using IFindingReader reader = FindingFiles.Open(stream, "findings.csv");
        while (reader.TryRead(out FindingRow row)) Promise.Identified(row);

        if (reader.RejectedRows > reader.Rows) throw new BrokenPromiseException("More rows were rejected than read.");
    }

    private static void ReadAdvisories(byte[] bytes)
    {
        using IAdvisoryReader reader = AdvisoryFiles.Open(() => new MemoryStream(bytes), "feed", Now);
        while (reader.TryRead(out AdvisoryFix fix))
        {
            Promise.Words(fix.Release, fix.Package, fix.FixedVersion, fix.Advisory);
            if (fix.State == FixState.Fixed != fix.FixedVersion is not null) throw new BrokenPromiseException("A statement is fixed without a version, or has a version and is not.");
        }

        _ = (reader.Feed, reader.AsOf, reader.Notes.Count);
    }
}
