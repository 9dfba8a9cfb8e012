namespace Cockpit.Remote.Ssh.Config;

/// <summary>One configuration file with those that it includes.</summary>
/// <param name="Path">Where it lies, for a sentence.</param>
/// <param name="Included">By the number of the Include line: the files that it named, in order.</param>
/// <param name="Problem">Why it or an Include of it was not read, as the end of a sentence that begins with its path; null when all is well.</param>
internal sealed record SshConfigFile(
    string Path, IReadOnlyList<SshConfigLine> Lines, IReadOnlyDictionary<int, IReadOnlyList<SshConfigFile>> Included, string? Problem = null);
