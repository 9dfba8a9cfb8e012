namespace Cockpit.Remote.Ssh.Config;

/// <summary>One line of an ssh_config file that says something.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Keyword">In lower case.</param>
/// <param name="Words">What follows the keyword, in words, without quotes and comment; null where the quotes do not close.</param>
/// <param name="Rest">What follows the keyword, as it is written: commands keep their quotes.</param>
internal sealed record SshConfigLine(int Number, string Keyword, IReadOnlyList<string>? Words, string Rest);
