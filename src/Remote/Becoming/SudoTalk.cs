using Cockpit.Core.Errors;
using Cockpit.Remote.Secrets;

namespace Cockpit.Remote.Becoming;

/// <summary>Carries out what a <see cref="BecomeDialog"/> says, for one script of one session. One thread.</summary>
/// <param name="script">As it goes to standard input.</param>
/// <param name="anew">The shared password was refused here: a person is asked once more.</param>
internal sealed class SudoTalk(ScriptFrame frame, Become become, byte[] script, bool anew, CancellationToken cancellation) : IDisposable
{
    private SharedAnswers.Answer? _answer;

    public BecomeDialog Dialog { get; } = new(frame);

    /// <summary>The password that was refused is right for another host, so a person may be asked once for this one's.</summary>
    public bool WorthAsking { get; private set; }

    /// <summary>Looks at what was printed so far and does what follows.</summary>
    /// <param name="input">Standard input; disposed once nothing more goes there.</param>
    /// <param name="waiting">Called before and after a person, a command or the vault is waited for.</param>
    /// <returns>True when nothing more goes to standard input.</returns>
    public bool Step(ReadOnlySpan<byte> output, ReadOnlySpan<byte> errors, Stream input, Action<bool> waiting)
    {
        switch (Dialog.Next(output, errors))
        {
            case DialogStep.SendPassword:
                waiting(true);
                _answer = become.Password!(anew, cancellation);
                waiting(false);
                var line = new byte[_answer.Value.Bytes.Length + 1];
                _answer.Value.Bytes.CopyTo(line);
                line[^1] = (byte)'\n';
                input.Write(line);
                input.Flush();
                System.Security.Cryptography.CryptographicOperations.ZeroMemory(line);
                return false;
            case DialogStep.SendScript:
                _answer?.Accepted();
                input.Write(script);
                input.Dispose();
                return true;
            case DialogStep.Close:
                input.Dispose();
                return true;
            default:
                return false;
        }
    }

    /// <summary>The answer of the whole; a fault where root was not reached.</summary>
    public ScriptResult Open(ScriptResult raw, string host)
    {
        try
        {
            return frame.Open(raw, host, Dialog);
        }
        catch (CockpitException e) when (e.Fault.Code == RemoteErrors.BecomeWrongPassword)
        {
            _answer?.Refused();
            WorthAsking = !anew && _answer is { Shared: true };
            throw;
        }
    }

    public void Dispose() => _answer?.Dispose();
}
