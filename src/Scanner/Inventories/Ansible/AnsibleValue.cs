namespace Cockpit.Scanner.Inventories.Ansible;

/// <summary>What an inventory says a variable is. Only single values matter here; a list or a map has no text.</summary>
/// <param name="Line">Where it stands, from 1.</param>
/// <param name="Text">Null where it is no single value.</param>
/// <param name="IsVaulted">Encrypted with ansible-vault.</param>
internal sealed record AnsibleValue(int Line, string? Text, bool IsVaulted = false);
