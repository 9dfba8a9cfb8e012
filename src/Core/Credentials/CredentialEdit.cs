namespace Cockpit.Core.Credentials;

/// <summary>Applies what was said about a credential, or says what is wrong with it. Pure.</summary>
public static class CredentialEdit
{
    /// <summary>Characters of a credential's name.</summary>
    public const int MaxName = 64;

    private const int MaxValue = 1_024;

    /// <param name="before">The credential as it is, or null for a new one.</param>
    /// <param name="problem">What is wrong, as a sentence; empty when all is well.</param>
    public static Credential? Apply(Credential? before, string name, CredentialFields fields, out string problem)
    {
        problem = NameProblem(name);
        if (problem.Length > 0) return null;
        var edit = new Editor(fields);
        Credential c = before ?? new Credential(name, null, LoginKind.Default, null, null, null, null, null, null, BecomeKind.Sudo, null, false);
        string? key = edit.Text(CredentialFields.Key, c.KeySource?.ToString() ?? c.Key);
        SecretSource? keySource = key is not null && LooksLikeSource(key) ? edit.Parse(CredentialFields.Key, key) : null;
        c = c with
        {
            User = edit.Word(CredentialFields.User, c.User),
            Key = keySource is null && (key is null || !LooksLikeSource(key)) ? key : null,
            KeySource = keySource,
            CertificateFile = edit.Text(CredentialFields.Certificate, c.CertificateFile),
            Agent = edit.Text(CredentialFields.Agent, c.Agent),
            Passphrase = edit.Source(CredentialFields.Passphrase, c.Passphrase),
            Password = edit.Source(CredentialFields.Password, c.Password),
            Become = edit.Choice(CredentialFields.Become, c.Become),
            BecomePassword = edit.Source(CredentialFields.BecomePassword, c.BecomePassword),
            Mfa = edit.YesOrNo(CredentialFields.Mfa, c.Mfa),
            Login = edit.Choice(CredentialFields.Login, c.Login),
        };
        // What was given says how it logs in where nobody said so.
        if (before is null && !fields.Values.ContainsKey(CredentialFields.Login))
            c = c with { Login = c.CertificateFile is not null ? LoginKind.Certificate : c.Key is not null || c.KeySource is not null ? LoginKind.Key : c.Agent is not null ? LoginKind.Agent : c.Password is not null ? LoginKind.Password : LoginKind.Default };
        problem = edit.FirstProblem.Length > 0 ? edit.FirstProblem : Contradiction(c);
        return problem.Length == 0 ? c : null;
    }

    public static string NameProblem(string name) =>
        name.Length is > 0 and <= MaxName && char.IsAsciiLetterOrDigit(name[0]) && name.All(ch => char.IsAsciiLetterOrDigit(ch) || ch is '.' or '-' or '_')
            ? name == Credential.DefaultName ? "\"default\" is what your own ssh would use; it cannot be changed here." : ""
            : $"A credential's name has 1 to {MaxName} letters, digits, \".\", \"-\" and \"_\", and begins with a letter or a digit.";

    private static string Contradiction(Credential c)
    {
        if (c.Login == LoginKind.Key && c.Key is null && c.KeySource is null) return "Login by key needs --key.";
        if (c.Login == LoginKind.Certificate && ((c.Key is null && c.KeySource is null) || c.CertificateFile is null)) return "Login by certificate needs --key and --certificate.";
        if (c.Login == LoginKind.Password && c.Password is null) return "Login by password needs --password, which says where it comes from.";
        if (c.Login == LoginKind.Agent && c.KeySource is not null) return "Login by agent takes a public key file, not a secret, as --key.";
        if (c.Become == BecomeKind.Doas && c.BecomePassword is not null) return "doas is used with nopass only; it takes no --become-password.";
        if (c.Become == BecomeKind.Root && c.BecomePassword is not null) return "Root needs no --become-password.";
        if (c.BecomePassword?.Kind == SecretKind.Login && c.Password is null) return "--become-password login needs a --password to log in with.";
        return c.Passphrase?.Kind == SecretKind.Login || c.Password?.Kind == SecretKind.Login || c.KeySource?.Kind is SecretKind.Login or SecretKind.Prompt
            ? "Only --become-password can be \"login\", and a key is not typed at a prompt." : "";
    }

    private static bool LooksLikeSource(string key) =>
        key is "prompt" or "login" || key.StartsWith("vault:", StringComparison.Ordinal) || key.StartsWith("command:", StringComparison.Ordinal) || key.StartsWith("systemd:", StringComparison.Ordinal);

    private sealed class Editor(CredentialFields fields)
    {
        public string FirstProblem { get; private set; } = "";

        public string? Text(string field, string? before)
        {
            if (!fields.Values.TryGetValue(field, out string? value)) return before;
            value = value.Trim();
            if (value.Length > MaxValue || value.Any(char.IsControl)) Problem($"--{field} has more than {MaxValue:N0} characters or a control character.");
            else if (value.Length > 0) return value;
            return null;
        }

        public string? Word(string field, string? before)
        {
            string? value = Text(field, before);
            if (value is not null && (value[0] == '-' || value.Any(char.IsWhiteSpace))) Problem($"--{field} may not begin with \"-\" or hold a space.");
            return value;
        }

        public SecretSource? Source(string field, SecretSource? before) =>
            !fields.Values.ContainsKey(field) ? before : Text(field, null) is { } text ? Parse(field, text) : null;

        public SecretSource? Parse(string field, string text)
        {
            // The text is never repeated: somebody may have typed the secret itself.
            SecretSource? source = SecretSource.Parse(text, out string problem);
            if (problem.Length > 0) Problem($"--{field}: {problem}");
            return source;
        }

        public T Choice<T>(string field, T before) where T : struct, Enum
        {
            if (Text(field, null) is not { } value) return fields.Values.ContainsKey(field) ? default : before;
            if (char.IsAsciiLetter(value[0]) && Enum.TryParse(value, ignoreCase: true, out T chosen) && Enum.IsDefined(chosen)) return chosen;
            Problem($"--{field} can be {string.Join(", ", Enum.GetNames<T>().Select(n => n.ToLowerInvariant()))}.");
            return before;
        }

        public bool YesOrNo(string field, bool before)
        {
            if (!fields.Values.TryGetValue(field, out string? value)) return before;
            if (value is not ("yes" or "no")) Problem($"--{field} is yes or no.");
            return value == "yes";
        }

        private void Problem(string sentence)
        {
            if (FirstProblem.Length == 0) FirstProblem = sentence;
        }
    }
}
