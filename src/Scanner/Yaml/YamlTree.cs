namespace Cockpit.Scanner.Yaml;

/// <summary>A piece of a YAML document.</summary>
/// <param name="Line">Where it begins, from 1.</param>
public abstract record YamlNode(int Line);

/// <param name="Tag">Such as "!vault"; empty where none stands there.</param>
/// <param name="IsPlain">Written without quotes, so that "null" and "~" mean nothing.</param>
public sealed record YamlScalar(int Line, string Text, string Tag, bool IsPlain) : YamlNode(Line)
{
    public bool IsNull => IsPlain && Text is "" or "~" or "null" or "Null" or "NULL";
}

public sealed record YamlList(int Line, IReadOnlyList<YamlNode> Items) : YamlNode(Line);

/// <param name="Entries">In the order of the file; of a key that stands twice the last counts, as in Ansible.</param>
public sealed record YamlMap(int Line, IReadOnlyList<(YamlScalar Key, YamlNode Value)> Entries) : YamlNode(Line);
