using Cockpit.Core.Hosts;
using Cockpit.Scanner.Linux;

namespace Cockpit.Scanner.Apt;

/// <summary>dpkg-query -W with the six fields that apt.sh asks for. Pure.</summary>
public static class DpkgPackages
{
    /// <summary>The -f of dpkg-query whose lines <see cref="Parse"/> reads.</summary>
    public const string Format = @"${Package}\t${Architecture}\t${Version}\t${db:Status-Abbrev}\t${source:Package}\t${source:Version}\n";

    /// <summary>All that are unpacked or more; a package of which only configuration is left is not installed.</summary>
    /// <exception cref="Core.Errors.CockpitException">SCAN_UNREADABLE: a line is not as dpkg writes it.</exception>
    public static IReadOnlyList<InstalledPackage> Parse(IEnumerable<string> lines)
    {
        var packages = new List<InstalledPackage>();
        foreach (var line in lines)
        {
            var fields = line.Split('\t');
            if (fields.Length != 6 || fields[3].Length < 2)
            {
                throw Sections.Unreadable($"\"{Clean.Text(line)}\" is no line of dpkg-query");
            }

            // Desired, status and error, each a letter (dpkg-query(1)): "ii " is sound, "hi " held, "iF " half-configured, "rc " removed.
            var (wanted, status, error) = (fields[3][0], fields[3][1], fields[3].Length > 2 ? fields[3][2] : ' ');
            if (status is 'n' or 'c')
            {
                continue;
            }

            if (!(Clean.IsWord(fields[0]) && Clean.IsWord(fields[1]) && Clean.IsWord(fields[2]) && Clean.IsWord(fields[4]) && Clean.IsWord(fields[5])))
            {
                throw Sections.Unreadable($"the package database has a damaged entry \"{Clean.Text(line)}\"");
            }

            // Most words are there twice; kept once, a host takes half the memory while it waits to be stored.
            var architecture = packages.Count > 0 && packages[^1].Architecture == fields[1] ? packages[^1].Architecture : fields[1];
            var sourceName = fields[4] == fields[0] ? fields[0] : fields[4];
            var sourceVersion = fields[5] == fields[2] ? fields[2] : fields[5];
            packages.Add(new InstalledPackage(fields[0], architecture, fields[2], sourceName, sourceVersion, Held: wanted == 'h', Sound: status == 'i' && error == ' '));
        }

        return packages;
    }
}
