namespace Cockpit.Core.Rollouts;

/// <summary>
/// The way to hosts for a rollout: real ones behind SSH or on this machine, and simulated ones. It decides nothing.
/// Calls return at once; answers come through <c>reply</c> on the port's own threads. A worker begins an effect again only after it was
/// <see cref="NotSent"/>, or where the step changes nothing on the host and an earlier worker died with it.
/// <code>
/// Begin -> ReadyToSend -> Send     -> AtWork* -> Ended | Unclear
///       |              -> Withdraw -> NotSent (no fault)
///       -> NotSent
/// Probe -> AtWork | Ended | NoRecord | Unclear      (starts nothing, ever)
/// </code>
/// What may start is checked when the host is ready to take the command, not before a connect that can take 20 s;
/// that is why Begin and Send are two calls.
/// </summary>
public interface IHostPort
{
    /// <summary>Connects and gets everything ready up to the command itself. Changes nothing on the host.</summary>
    void Begin(Effect effect, Action<Report> reply);

    /// <summary>
    /// Sends the command of an effect that is ready. The caller has committed "sent" before. Where the host was lost in between and the
    /// command provably did not go out, the answer is <see cref="NotSent"/> with the fault; where that cannot be proven, <see cref="Unclear"/>.
    /// </summary>
    void Send(EffectId id);

    /// <summary>
    /// Lets go of an effect that is ready, also of one that is no longer. It is then proven that nothing was sent, and <see cref="NotSent"/>
    /// says so. The port has forgotten the id before it replies, because the same effect may be begun again right after.
    /// </summary>
    void Withdraw(EffectId id);

    /// <summary>
    /// Finds out what became of an effect that was sent, perhaps by an earlier worker. An effect at work is followed to its end:
    /// after <see cref="AtWork"/> comes <see cref="Ended"/> or <see cref="Unclear"/>.
    /// </summary>
    void Probe(Effect effect, Action<Report> reply);
}
