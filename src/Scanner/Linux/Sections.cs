using System.Text;
using Cockpit.Core.Errors;

namespace Cockpit.Scanner.Linux;

/// <summary>One section of an answer.</summary>
/// <param name="ExitCode">Of what printed it.</param>
internal sealed record Section(int ExitCode, IReadOnlyList<string> Lines)
{
    /// <summary>Its first line, or nothing.</summary>
    public string First => Lines.Count > 0 ? Lines[0] : "";

    /// <summary>The first line in which apt or dpkg says what is wrong.</summary>
    public string Complaint => Lines.FirstOrDefault(l => l.StartsWith("E: ", StringComparison.Ordinal)) ?? "it gave no reason";
}

/// <summary>
/// Takes an answer of the script apart. Pure. Only an answer that is whole, from its first to its last marked line, is one: a
/// truncated list of packages would look like a host that needs nothing.
/// </summary>
internal sealed class Sections
{
    /// <summary>20,000 packages and 2,000 updates fit five times over.</summary>
    private const int MaxLines = 200_000;

    private readonly Dictionary<string, Section> _sections = new(StringComparer.Ordinal);

    private Sections()
    {
    }

    /// <exception cref="CockpitException">SCAN_UNREADABLE.</exception>
    public static Sections Read(byte[] answer, string nonce)
    {
        var mark = $"@{nonce} ";
        var found = new Sections();
        string? name = null;
        var lines = new List<string>();
        var (began, done, count) = (false, false, 0);
        // Line by line: as one string an answer would be a large object, which only a full collection frees.
        foreach (var range in answer.AsSpan().Split((byte)'\n'))
        {
            var line = Encoding.UTF8.GetString(answer.AsSpan(range));
            if (++count > MaxLines)
            {
                throw Unreadable($"it has more than {MaxLines} lines");
            }

            if (!line.StartsWith(mark, StringComparison.Ordinal))
            {
                lines.Add(line);
                continue;
            }

            var words = line[mark.Length..].Split(' ');
            switch (words)
            {
                case ["inventory", "1"] when !began:
                    began = true;
                    break;
                case ["begin", var begun] when began && name is null && !found._sections.ContainsKey(begun):
                    name = begun;
                    break;
                case ["end", var code] when name is not null && int.TryParse(code, out var exit):
                    found._sections.Add(name, new Section(exit, WithoutEmptyEnd(lines)));
                    name = null;
                    break;
                case ["done"] when began && name is null:
                    done = true;
                    break;
                default:
                    throw Unreadable("its sections are out of order");
            }

            lines = [];
        }

        return done ? found : throw Unreadable("it is cut off");
    }

    /// <summary>A section that must be there.</summary>
    /// <exception cref="CockpitException">SCAN_UNREADABLE.</exception>
    public Section this[string name] => Find(name) ?? throw Unreadable($"it has no section {name}");

    public Section? Find(string name) => _sections.GetValueOrDefault(name);

    public static CockpitException Unreadable(string why) => new(RemoteErrors.ScanUnreadable.Because($"The answer cannot be used: {why}."));

    /// <summary>The script ends a section on a line of its own, which leaves one empty line where the output ended in a newline.</summary>
    private static List<string> WithoutEmptyEnd(List<string> lines)
    {
        while (lines.Count > 0 && lines[^1].Length == 0)
        {
            lines.RemoveAt(lines.Count - 1);
        }

        return lines;
    }
}
