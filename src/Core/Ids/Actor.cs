namespace Cockpit.Core.Ids;

/// <summary>Who acts: the OS user, and the login uid that the kernel keeps through sudo and su.</summary>
/// <param name="Uid">The effective OS uid.</param>
/// <param name="LoginUid">/proc/self/loginuid; null where the kernel does not know it.</param>
/// <param name="Name">The user's name when the row was written. For people; identity is the numbers.</param>
/// <param name="Remark">What --as said. Never counts for a role, an approval or a second person.</param>
public sealed record Actor(long Uid, long? LoginUid, string Name, string? Remark = null);
