using Cockpit.Core.Credentials;
using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Secrets;
using Cockpit.Remote.Secrets;
using Cockpit.Store.Credentials;

namespace Cockpit.Operations.Rollouts;

/// <summary>Collects from the person who starts a rollout what its worker cannot ask for: the vault's key, answers to prompts, the way to the own agent.</summary>
internal static class RolloutSecrets
{
    /// <summary>Asks now, before anything is decided, so that a wrong passphrase changes nothing.</summary>
    /// <param name="when">Whether there is something to collect in the state that the rollout is in.</param>
    /// <exception cref="CockpitException">VAULT_WRONG_KEY, VAULT_WAIT. A vault that nobody can open here is no error: the worker comes up locked, and says so.</exception>
    public static HandOver Collect(Session session, RolloutId id, Func<RolloutState, bool> when)
    {
        var what = new HandOver().OwnAgent();
        (RolloutState state, List<Credential> all, bool vault) = session.Read(t => (RolloutAct.Find(t, id), t.Credentials(), t.Vault() is not null));
        if (!when(state)) return what;
        HashSet<string> names = new(state.Plan.Hosts.Select(h => h.Credential).OfType<string>(), StringComparer.OrdinalIgnoreCase);
        List<Credential> used = all.FindAll(c => names.Contains(c.Name));
        if (vault && used.Exists(c => c.NeedsVault) && DeskClient.IsOpen(session.FilePath) != true)
        {
            try
            {
                using Secret key = session.Desk.DataKey(session);
                what.Key(key);
            }
            catch (CockpitException e) when (e.Fault.Code == CredentialErrors.VaultLocked)
            {
                // Nobody is there to ask. What needs the vault waits for "vault unlock".
            }
        }
        if (!session.Desk.CanAsk) return what;
        foreach (Question question in used.SelectMany(PromptedSecrets.Of).DistinctBy(q => q.Key))
        {
            using Secret answer = session.Desk.Ask!(question, CancellationToken.None) ?? throw new CockpitException(CredentialErrors.SecretUnavailable.Because($"Nobody gave the {question.Text}."));
            what.Answer(question, answer);
        }
        return what;
    }
}
