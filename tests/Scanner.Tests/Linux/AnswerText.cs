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
}
