using System.Globalization;
using System.Text.Json.Nodes;
using Cockpit.Core.Rollouts;
using Cockpit.Core.Scopes;
using NodaTime;
using NodaTime.Text;
using Cockpit.Core.Suggestions;

namespace Cockpit.Core.Documents;

/// <summary>A text of one line.</summary>
/// <param name="most">Characters.</param>
public sealed class TextFormat(string expected, int most) : Format<string>
{
    public override bool TryRead(DocNode node, string where, DocFaults faults, out string value)
    {
        value = (node as DocScalar)?.Text ?? "";
        return value.Length > 0 && value.Length <= most && !value.Any(char.IsControl) || Refuse(node, where, faults, $"{expected} of 1 to {most} characters", out value);
    }

    public override DocNode Write(string value) => new DocScalar(0, value);

    public override JsonObject Schema() => new() { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = most };
}

/// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>.</summary>
public sealed class WholeFormat(int least, int most) : Format<int>
{
    public override bool TryRead(DocNode node, string where, DocFaults faults, out int value) =>
        int.TryParse((node as DocScalar)?.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && value >= least && value <= most
        || Refuse(node, where, faults, $"a whole number from {least} to {most}", out value);

    public override DocNode Write(int value) => new DocScalar(0, value.ToString(CultureInfo.InvariantCulture));

    public override JsonObject Schema() => new() { ["type"] = "integer", ["minimum"] = least, ["maximum"] = most };
}

/// <summary>true or false, and nothing that YAML of one version or another takes for them.</summary>
public sealed class YesNoFormat : Format<bool>
{
    public override bool TryRead(DocNode node, string where, DocFaults faults, out bool value)
    {
        string? text = (node as DocScalar)?.Text;
        value = text == "true";
        return value || text == "false" || Refuse(node, where, faults, "true or false", out value);
    }

    public override DocNode Write(bool value) => new DocScalar(0, value ? "true" : "false");

    public override string Text(bool value) => value ? "yes" : "no";

    public override JsonObject Schema() => new() { ["type"] = "boolean" };
}

/// <summary>A length of time as a number and a unit: 30m, 12h, 7d, 2w.</summary>
public sealed class LengthFormat(Duration least, Duration most) : Format<Duration>
{
    private static readonly (char Unit, long Seconds)[] Units = [('w', 604_800), ('d', 86_400), ('h', 3_600), ('m', 60), ('s', 1)];

    public override bool TryRead(DocNode node, string where, DocFaults faults, out Duration value)
    {
        value = Duration.Zero;
        if (node is DocScalar { Text: { Length: > 0 and <= 9 } text })
        {
            if (text == "0") return least == Duration.Zero || Bad(node, where, faults, out value);
            long unit = Units.FirstOrDefault(u => u.Unit == text[^1]).Seconds;
            if (unit > 0 && long.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out long number))
            {
                value = Duration.FromSeconds(number * unit);
                if (value >= least && value <= most) return true;
            }
        }
        return Bad(node, where, faults, out value);
    }

    private bool Bad(DocNode node, string where, DocFaults faults, out Duration value) =>
        Refuse(node, where, faults, $"a time such as 30m, 12h or 7d, from {Short(least)} to {Short(most)}", out value);

    public override DocNode Write(Duration value) => new DocScalar(0, Short(value));

    public override JsonObject Schema() => new() { ["type"] = new JsonArray("string", "integer"), ["pattern"] = "^(0|[0-9]{1,8}[wdhms])$" };

    /// <summary>In the largest unit that divides it, but days rather than weeks.</summary>
    private static string Short(Duration d)
    {
        long seconds = (long)d.TotalSeconds;
        if (seconds == 0) return "0";
        (char unit, long each) = Units.Skip(1).First(u => seconds % u.Seconds == 0);
        return $"{seconds / each}{unit}";
    }
}

/// <summary>A day, as 2026-10-31.</summary>
public sealed class DayFormat : Format<LocalDate>
{
    public override bool TryRead(DocNode node, string where, DocFaults faults, out LocalDate value)
    {
        ParseResult<LocalDate> parsed = LocalDatePattern.Iso.Parse((node as DocScalar)?.Text ?? "");
        value = parsed.Success ? parsed.Value : default;
        return parsed.Success || Refuse(node, where, faults, "a day such as 2026-10-31", out value);
    }

    public override DocNode Write(LocalDate value) => new DocScalar(0, LocalDatePattern.Iso.Format(value));

    public override JsonObject Schema() => new() { ["type"] = "string", ["format"] = "date" };
}

/// <summary>A time of day, as 22:00.</summary>
public sealed class TimeOfDayFormat : Format<LocalTime>
{
    private static readonly LocalTimePattern Pattern = LocalTimePattern.CreateWithInvariantCulture("HH':'mm");

    public override bool TryRead(DocNode node, string where, DocFaults faults, out LocalTime value)
    {
        ParseResult<LocalTime> parsed = Pattern.Parse((node as DocScalar)?.Text ?? "");
        value = parsed.Success ? parsed.Value : default;
        return parsed.Success || Refuse(node, where, faults, "a time of day such as \"22:00\", in quotes", out value);
    }

    public override DocNode Write(LocalTime value) => new DocScalar(0, Pattern.Format(value));

    public override JsonObject Schema() => new() { ["type"] = "string", ["pattern"] = "^[0-9]{2}:[0-9]{2}$" };
}

/// <summary>A number of hosts or a percentage: 3 or 25%.</summary>
public sealed class ShareFormat(int least) : Format<Share>
{
    public override bool TryRead(DocNode node, string where, DocFaults faults, out Share value) =>
        Share.TryParse((node as DocScalar)?.Text ?? "", out value) && value.Value >= least || Refuse(node, where, faults, $"a number of hosts or a percentage such as 3 or 25%, {least} or more", out value);

    public override DocNode Write(Share value) => new DocScalar(0, value.ToString());

    public override JsonObject Schema() => new() { ["type"] = new JsonArray("string", "integer"), ["pattern"] = "^[0-9]{1,6}%?$" };
}

/// <summary>One word of a few.</summary>
public sealed class ChoiceFormat<T>(IReadOnlyList<(string Word, T Value)> choices) : Format<T>
{
    public override bool TryRead(DocNode node, string where, DocFaults faults, out T value)
    {
        string text = (node as DocScalar)?.Text ?? "";
        foreach ((string word, T found) in choices)
        {
            if (word != text) continue;
            value = found;
            return true;
        }
        string? near = Nearest.To(text, choices.Select(c => c.Word));
        return Refuse(node, where, faults, $"{string.Join(", ", choices.Select(c => c.Word))}{(near is null ? "" : $"; did you mean {near}?")}", out value);
    }

    public override DocNode Write(T value) => new DocScalar(0, choices.First(c => Equals(c.Value, value)).Word);

    public override JsonObject Schema() => new() { ["enum"] = new JsonArray([.. choices.Select(c => JsonValue.Create(c.Word))]) };
}

/// <summary>A list; one value without brackets is a list of one.</summary>
public sealed class ListFormat<T>(Format<T> item, int most, int least = 0) : Format<IReadOnlyList<T>>
{
    public override bool TryRead(DocNode node, string where, DocFaults faults, out IReadOnlyList<T> value)
    {
        IReadOnlyList<DocNode> items = node is DocList list ? list.Items : [node];
        if (items.Count > most || items.Count < least) return Refuse(node, where, faults, $"a list of {least} to {most}", out value);
        var read = new List<T>();
        bool all = true;
        foreach ((DocNode each, int i) in items.Select((n, i) => (n, i)))
        {
            if (item.TryRead(each, $"{where}[{i + 1}]", faults, out T? one)) read.Add(one);
            else all = false;
        }
        value = read;
        return all;
    }

    public override DocNode Write(IReadOnlyList<T> value) => new DocList(0, [.. value.Select(item.Write)]);

    public override string Text(IReadOnlyList<T> value) => value.Count == 0 ? "none" : string.Join(", ", value.Select(item.Text));

    public override JsonObject Schema() => new() { ["anyOf"] = new JsonArray(item.Schema(), new JsonObject { ["type"] = "array", ["minItems"] = least, ["maxItems"] = most, ["items"] = item.Schema() }) };
}
