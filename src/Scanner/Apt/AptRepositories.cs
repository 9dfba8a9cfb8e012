using System.Globalization;
using Cockpit.Core.Hosts;
using Cockpit.Scanner.Linux;
using NodaTime;

namespace Cockpit.Scanner.Apt;

/// <summary>
/// The repositories that apt is configured to use, and how old what it has of them is, as far as that is proved.
/// <para>"apt-get update" leaves the old lists in place and exits 0 where a mirror is dead, and leaves no trace where it found nothing new. So a list counts as
/// fetched when its Release file was put there (its ctime; the mtime is the server's), never after the moment until which the vendor
/// lets it be used, never before the vendor made it.</para>
/// </summary>
internal sealed record AptRepositories(IReadOnlyList<Repository> All, IReadOnlyList<string> Silent, IReadOnlyList<string> Mirrors, Instant? MetadataAt)
{
    public static AptRepositories Read(HostAnswer host, AptSources sources)
    {
        var releases = Releases(host);
        var repositories = new List<Repository>();
        var silent = new List<string>();
        var mirrors = new SortedSet<string>(StringComparer.Ordinal);
        var origins = new HashSet<Repository>();
        foreach (var target in host.Sections["targets"].Lines.Select(Target.Parse).OfType<Target>().DistinctBy(t => t.File))
        {
            var name = Clean.Text($"{target.Address} {target.Suite}");
            var release = releases.GetValueOrDefault(Key(target.File));
            var source = sources.Of(target.Address, target.Suite);
            var repository = new Repository(name, source?.IsSecurity ?? AptSource.SaysSecurity(target.Suite), release?.FetchedAt, release?.PublishedAt, release?.ValidUntil);
            repositories.Add(repository);
            mirrors.Add(Clean.Text(Secrets.Site(target.Address)));
            if (source?.IsVendor == true)
            {
                origins.Add(repository);
            }

            if (!target.Present)
            {
                silent.Add($"{name}: its package lists are missing");
            }
            else if (release?.ValidUntil is { } until && until < host.AnsweredAt)
            {
                silent.Add($"{name}: its package lists expired on {until.InUtc().Date:uuuu-MM-dd}");
            }
        }

        return new AptRepositories(repositories, silent, [.. mirrors], LastFetch(host, repositories, origins, mirrors.Count));
    }

    /// <summary>
    /// Of the distribution's own repositories the one that was fetched last: a third party's that answers daily proves nothing of them. Ubuntu's stamp is set when
    /// any repository answered, so it counts only where there is one site.
    /// </summary>
    private static Instant? LastFetch(HostAnswer host, List<Repository> all, HashSet<Repository> ofVendor, int sites)
    {
        if (host.Sections["lists"].ExitCode != 0)
        {
            host.Unread.Add("age of package lists: /var/lib/apt/lists cannot be read");
            return null;
        }

        var proved = (ofVendor.Count > 0 ? all.Where(ofVendor.Contains) : all).Select(r => r.FetchedAt);
        var stamp = host.Sections["lists"].Lines.FirstOrDefault(l => l.EndsWith("/update-success-stamp", StringComparison.Ordinal));
        return proved.Append(sites == 1 && stamp is not null ? At(host, stamp) : null).Max();
    }

    /// <summary>By the name of the list files, "deb.debian.org_debian_dists_bookworm".</summary>
    private static Dictionary<string, ReleaseFile> Releases(HostAnswer host)
    {
        var dates = new Dictionary<(string File, string Field), Instant>();
        foreach (var line in host.Sections["releases"].Lines)
        {
            foreach (var field in (string[])["Date", "Valid-Until"])
            {
                var at = line.IndexOf($":{field}: ", StringComparison.Ordinal);
                if (at > 0 && Date(line[(at + field.Length + 3)..]) is { } moment)
                {
                    dates[(Key(line[..at]), field)] = moment;
                }
            }
        }

        var releases = new Dictionary<string, ReleaseFile>(StringComparer.Ordinal);
        foreach (var line in host.Sections["lists"].Lines.Where(l => l.EndsWith("Release", StringComparison.Ordinal) && l.Contains(' ')))
        {
            var key = Key(line[(line.IndexOf(' ') + 1)..]);
            Instant? published = dates.TryGetValue((key, "Date"), out var date) ? date : null;
            Instant? until = dates.TryGetValue((key, "Valid-Until"), out var end) ? end : null;
            var fetched = At(host, line);
            fetched = until < fetched ? until : fetched;
            fetched = published > fetched && published <= host.AnsweredAt ? published : fetched;
            releases[key] = new ReleaseFile(fetched, published, until);
        }

        return releases;
    }

    private static Instant? At(HostAnswer host, string line) => long.TryParse(line.Split(' ')[0], out var at) ? host.Clock.Ours(at) : null;

    private static string Key(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name.EndsWith("_InRelease", StringComparison.Ordinal) ? name[..^"_InRelease".Length]
            : name.EndsWith("_Release", StringComparison.Ordinal) ? name[..^"_Release".Length]
            : name;
    }

    /// <summary>"Sat, 21 Nov 2026 00:53:02 UTC" (RFC 5322, always in UTC).</summary>
    private static Instant? Date(string text)
    {
        var words = text.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length >= 5 && DateTime.TryParseExact(
            string.Join(' ', words[1..5]), ["d MMM yyyy HH:mm:ss", "d MMM yyyy H:mm:ss"], CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? Instant.FromDateTimeUtc(moment)
            : null;
    }

    private sealed record ReleaseFile(Instant? FetchedAt, Instant? PublishedAt, Instant? ValidUntil);

    /// <summary>"+ 'http://deb.debian.org/debian/dists/bookworm/InRelease' FILE": a repository that is configured, and (+) whether its Release file is there.</summary>
    private sealed record Target(bool Present, string Address, string Suite, string File)
    {
        public static Target? Parse(string line)
        {
            const string Suites = "/dists/", File = "/InRelease";
            if (line.Split(' ') is not [("+" or "-") and var mark, var quoted, var file] || !quoted.Trim('\'').EndsWith(File, StringComparison.Ordinal))
            {
                return null;
            }

            // A flat repository has no suites: "deb http://host/path ./".
            var address = quoted.Trim('\'')[..^File.Length];
            var at = address.LastIndexOf(Suites, StringComparison.Ordinal);
            return at < 0 ? new Target(mark == "+", address, "./", file) : new Target(mark == "+", address[..at], address[(at + Suites.Length)..], file);
        }
    }
}
