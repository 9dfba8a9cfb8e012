using System.Text;
using Cockpit.Core.Hosts;

namespace Cockpit.Scanner.Tests.Linux;

/// <summary>An inventory as text, a fact a line, for the .expected files beside the answers.</summary>
internal static class AnswerText
{
    public static string Of(Inventory i)
    {
        var text = new StringBuilder();
        text.Append($"os {i.OsFamily} {i.OsName} {i.OsVersion} {i.OsCodename} {i.Architecture}\n");
        text.Append($"kernel {i.Kernel}\n");
        text.Append($"machine {i.MachineId ?? "-"} boot {i.BootId} up {i.Uptime}\n");
        text.Append($"metadata {i.MetadataAt?.ToString() ?? "-"} security source {(i.HasSecuritySource ? "yes" : "no")}\n");
        text.Append($"reboot {(i.RebootRequired ? "required" : "no")} {string.Join(' ', i.RebootPackages)}".TrimEnd()).Append('\n');
        text.Append($"packages {i.Packages.Count}\n");
        foreach (var p in i.Packages.Where(p => p.Held || !p.Sound))
        {
            text.Append($"package {p.Name} {p.Architecture} {p.Version} source {p.SourceName} {p.SourceVersion}{(p.Held ? " held" : "")}{(p.Sound ? "" : " unsound")}\n");
        }

        foreach (var u in i.Updates)
        {
            text.Append($"update {u.Name} {u.Architecture} {u.From} -> {u.To} {u.Class}");
            text.Append(u.SecurityVersion is null ? "" : $" (security {u.SecurityVersion})").Append($" from {u.Source}");
            text.Append(u.Held ? " held" : "").Append(u.Phased ? " phased" : "").Append(u.KeptBack ? " kept-back" : "").Append('\n');
        }

        foreach (var f in i.FileSystems)
        {
            text.Append($"disk {f.MountPoint} {f.SizeBytes} free {f.FreeBytes}\n");
        }

        foreach (var u in i.Unread)
        {
            text.Append($"unread {u}\n");
        }

        return text.ToString();
    }

    /// <summary>What every Linux tells beside its packages.</summary>
    public static string Of(SystemFacts f)
    {
        var text = new StringBuilder();
        void Line(string name, object? value) => text.Append($"{name}: {value ?? "not known"}\n");
        void Lines(string name, IEnumerable<object?>? values)
        {
            Line(name, values is null ? null : values.Any() ? "" : "none");
            foreach (var value in values ?? [])
            {
                text.Append($"  {value}\n");
            }
        }

        Line("as root", f.AsRoot);
        Line("installed kernel", f.InstalledKernel);
        Lines("reboot reasons", f.RebootReasons);
        Lines("failed services", f.FailedServices);
        Lines("stale services", f.StaleServices);
        Line("time zone", f.TimeZone);
        Line("clock skew", f.ClockSkew);
        Line("runs on", f.Virtualization);
        Lines("foreign updaters", f.ForeignUpdaters?.Select(u => $"{u.Name} next {u.NextAt?.ToString() ?? "-"}"));
        Lines("database problems", f.DatabaseProblems);
        Line("lock holder", f.LockHolder is "" ? "none" : f.LockHolder);
        Lines("repositories", f.Repositories?.Select(r =>
            $"{r.Name}{(r.Security ? " security" : "")} fetched {r.FetchedAt?.ToString() ?? "-"} published {r.PublishedAt?.ToString() ?? "-"} until {r.ValidUntil?.ToString() ?? "-"}"));
        Lines("silent repositories", f.SilentRepositories);
        Line("subscription", f.Subscription is { } s ? $"{s.Name} {(s.Attached ? "attached" : "not attached")} [{string.Join(' ', s.Services)}] withheld {s.Withheld?.ToString() ?? "-"}" : null);
        Line("support", f.Support is { } o ? $"{(o.Supported ? "yes" : "no")} until {o.Until?.ToString("uuuu-MM-dd", null) ?? "-"} ({o.Source})" : null);
        Line("live patch", f.LivePatch is "" ? "none" : f.LivePatch);
        Lines("containers", f.Containers);
        Line("proxy", f.Proxy is "" ? "none" : f.Proxy);
        Lines("mirrors", f.Mirrors);
        Line("last update", f.LastUpdateAt);
        return text.ToString();
    }
}
