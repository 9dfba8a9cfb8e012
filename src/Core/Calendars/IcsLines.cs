using Cockpit.Core.Errors;

namespace Cockpit.Core.Calendars;

/// <summary>One property of an iCalendar file, unfolded.</summary>
/// <param name="Number">The line it begins on, from 1.</param>
/// <param name="Name">In capitals.</param>
/// <param name="Parameters">Their names in capitals; quotes are taken off.</param>
internal sealed record IcsLine(int Number, string Name, IReadOnlyDictionary<string, string> Parameters, string Value)
{
    public string? Parameter(string name) => Parameters.GetValueOrDefault(name);

    public CockpitException Wrong(string what) => Fault(Number, what);

    public static CockpitException Fault(int line, string what) => new(WindowErrors.CalendarInvalid.Because($"Line {line:N0}: {what}"));
}

/// <summary>Cuts an iCalendar text into its content lines (RFC 5545, section 3.1).</summary>
internal static class IcsLines
{
    private static readonly Dictionary<string, string> None = [];

    /// <exception cref="CockpitException">CALENDAR_INVALID with the line.</exception>
    public static IEnumerable<IcsLine> Of(string text)
    {
        string[] raw = text.Split('\n');
        for (int i = 0; i < raw.Length;)
        {
            int number = i + 1;
            string first = raw[i++].TrimEnd('\r');
            int parts = i;
            while (parts < raw.Length && raw[parts] is [' ' or '\t', ..]) parts++;
            if (first.Length == 0 && parts == i) continue;
            string line = parts == i ? first : string.Concat([first, .. raw[i..parts].Select(p => p[1..].TrimEnd('\r'))]);
            i = parts;
            yield return Parse(number, line);
        }
    }

    private static IcsLine Parse(int number, string line)
    {
        int end = line.AsSpan().IndexOfAny(';', ':');
        if (end <= 0 || !line.AsSpan(0, end).ContainsOnlyNameCharacters()) throw IcsLine.Fault(number, "it is no line of a calendar; one is NAME:VALUE.");
        string name = line[..end].ToUpperInvariant();
        if (line[end] == ':') return new(number, name, None, line[(end + 1)..]);
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        int at = end;
        while (line[at] == ';')
        {
            int equals = line.IndexOf('=', at);
            if (equals < 0) throw IcsLine.Fault(number, $"a parameter of {name} has no value.");
            string parameter = line[(at + 1)..equals].ToUpperInvariant();
            int stop = Stop(line, equals + 1);
            if (stop < 0) throw IcsLine.Fault(number, $"{name} has no value.");
            parameters[parameter] = line[(equals + 1)..stop].Replace("\"", "", StringComparison.Ordinal);
            at = stop;
        }
        return new(number, name, parameters, line[(at + 1)..]);
    }

    /// <summary>Where a parameter's value ends: at the next ; or : outside quotes; -1 where it does not.</summary>
    private static int Stop(string line, int from)
    {
        bool quoted = false;
        for (int i = from; i < line.Length; i++)
        {
            if (line[i] == '"') quoted = !quoted;
            else if (!quoted && line[i] is ';' or ':') return i;
        }
        return -1;
    }

    private static bool ContainsOnlyNameCharacters(this ReadOnlySpan<char> name)
    {
        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '-') return false;
        }
        return true;
    }
}
