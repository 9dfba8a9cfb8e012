using Cockpit.Core.Hosts;

namespace Cockpit.Core.Policies.Explaining;

/// <summary>One tag that is supposed to be there, or not to be there.</summary>
/// <param name="Value">Empty for a bare tag; not looked at where the tag goes.</param>
public sealed record TagEdit(bool Adds, string Key, string Value)
{
    /// <summary>As people type it behind what-if: "+tag=legacy", "+tag=ring=canary", "-tag=ring".</summary>
    public override string ToString() => $"{(Adds ? '+' : '-')}tag={Key}{(Adds && Value.Length > 0 ? $"={Value}" : "")}";

    /// <summary>The host with the tag, or without it; the host itself is not changed.</summary>
    public Host Apply(Host host)
    {
        var tags = new Dictionary<string, string>(host.Tags);
        string? there = tags.Keys.FirstOrDefault(k => string.Equals(k, Key, StringComparison.OrdinalIgnoreCase));
        if (there is not null) tags.Remove(there);
        if (Adds) tags[there ?? Key] = Value;
        return host with { Tags = tags };
    }

    /// <summary>Reads "tag=K=V", "tag=K", "K=V" or "K".</summary>
    public static TagEdit? Parse(bool adds, string text)
    {
        if (text.StartsWith("tag=", StringComparison.OrdinalIgnoreCase) || text.StartsWith("tag.", StringComparison.OrdinalIgnoreCase)) text = text[4..];
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string key = equals < 0 ? text : text[..equals], value = equals < 0 ? "" : text[(equals + 1)..];
        return key.Length is 0 or > 100 || value.Length > 200 || key.Any(char.IsControl) || value.Any(char.IsControl) || key.Any(char.IsWhiteSpace) ? null : new TagEdit(adds, key, value);
    }
}
