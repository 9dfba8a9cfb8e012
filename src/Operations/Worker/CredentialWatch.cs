using Cockpit.Core.Credentials;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Secrets;
using Cockpit.Remote.Secrets;

namespace Cockpit.Operations.Worker;

/// <summary>Tells why a rollout's hosts cannot be logged in to for lack of a secret that a person gives. One thread, the worker's; reads no file.</summary>
internal sealed class CredentialWatch(SecretDesk desk)
{
    private readonly Dictionary<PlanHash, string[]> named = [];
    private Dictionary<string, Credential> credentials = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The file's credentials as they are now.</summary>
    public void Know(IEnumerable<Credential> all) => credentials = all.ToDictionary(c => c.Name, StringComparer.OrdinalIgnoreCase);

    /// <returns>A sentence; null when nothing lacks.</returns>
    public string? WhyLocked(RolloutState s)
    {
        if (!named.TryGetValue(s.Hash, out string[]? names)) named[s.Hash] = names = [.. s.Plan.Hosts.Select(h => h.Credential).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];
        foreach (string name in names)
        {
            // A credential that is gone fails its hosts by its own name.
            if (!credentials.TryGetValue(name, out Credential? credential)) continue;
            if (credential.NeedsVault && !desk.Keyring.IsOpen) return $"The vault is locked, and the credential {name} needs it: cockpit vault unlock.";
            if (PromptedSecrets.Of(credential).FirstOrDefault(q => !desk.Has(q)) is { } question) return $"Nobody gave this worker the {question.Text}: cockpit rollout resume {s.Id} asks for it.";
        }
        return null;
    }
}
