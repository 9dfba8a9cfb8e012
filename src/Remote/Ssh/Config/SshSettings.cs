using System.Collections.Concurrent;
using System.Diagnostics;
using Cockpit.Core.Errors;

namespace Cockpit.Remote.Ssh.Config;

/// <summary>
/// What the ssh configuration sets for a name. Its files are read here, which costs next to nothing; where they hold what only ssh itself
/// can tell, ssh is asked, which costs 4 ms. Answers are kept while the files stay as they are. Thread-safe; may block the caller.
/// </summary>
internal sealed class SshSettings(RemoteSettings settings)
{
    /// <summary>How long an answer of ssh itself holds: a Match exec may say something else later.</summary>
    private static readonly TimeSpan AnswerLasts = TimeSpan.FromSeconds(30);

    private readonly SshConfigFiles _files = new(settings.Home, settings.UserConfig, settings.SystemConfig);
    private readonly SshProgram _program = new(settings);
    private readonly ConcurrentDictionary<SshQuestion, Answer> _answers = new();

    /// <exception cref="CockpitException">SSH_CONFIG, in words of ssh where it was asked.</exception>
    public SshOptions For(SshQuestion question, CancellationToken cancellation)
    {
        var files = _files.Load(out var stamp);
        var answer = SshConfigReader.Resolve(files, question, settings.UserName);
        if (answer.Options is { } options)
        {
            return options;
        }

        if (_answers.TryGetValue(question, out var kept) && kept.Stamp == stamp && Stopwatch.GetElapsedTime(kept.At) < AnswerLasts)
        {
            return kept.Options;
        }

        if (_program.Program is null)
        {
            throw new CockpitException(RemoteErrors.SshConfig.Because($"{answer.Beyond} Only ssh itself can read that, and there is no ssh here.", "Install the ssh program, or change that line."));
        }

        var told = _program.Ask(question, cancellation);
        _answers[question] = new Answer(told, stamp, Stopwatch.GetTimestamp());
        return told;
    }

    private sealed record Answer(SshOptions Options, long Stamp, long At);
}
