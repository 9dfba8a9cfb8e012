namespace Cockpit.Core.Errors;

/// <summary>The SQLite file cannot be used as it is.</summary>
public static class FileErrors
{
    public static readonly ErrorCode FileMissing = new("FILE_MISSING", ExitCode.BadFile, "No server was touched.", "Make one: cockpit host add NAME, or name another with --db.");
    public static readonly ErrorCode FileNotCockpit = new("FILE_NOT_COCKPIT", ExitCode.BadFile, "No server was touched, the file was left as it is.", "Name a Cockpit file with --db.");
    public static readonly ErrorCode FileDamaged = new("FILE_DAMAGED", ExitCode.BadFile, "No server was touched, the file was left as it is.", "Restore a backup and look at the disk.");
    public static readonly ErrorCode FileNewer = new("FILE_NEWER", ExitCode.BadFile, "No server was touched, the file was left as it is.", "Use the newer Cockpit that made it.");
    public static readonly ErrorCode FileLocked = new("FILE_LOCKED", ExitCode.BadFile, "Nothing was changed.", "Try again; if it stays, look who holds the file: fuser -v FILE.");
    public static readonly ErrorCode FileReadOnly = new("FILE_READ_ONLY", ExitCode.BadFile, "Nothing was changed.", "Give your user write access to the file and its folder.");
    public static readonly ErrorCode FileNoSpace = new("FILE_NO_SPACE", ExitCode.BadFile, "Nothing was changed.", "Free space on the disk and run it again.");
    public static readonly ErrorCode LibraryMissing = new("LIBRARY_MISSING", ExitCode.BadFile, "No server was touched, the file was left as it is.", "Put the program and its library into one folder again, both readable for your user, as they came.");
    public static readonly ErrorCode ExportExists = new("EXPORT_EXISTS", ExitCode.BadInput, "Nothing was written.", "Name another file, or add --yes to replace it.");
    public static readonly ErrorCode ExportUnwritable = new("EXPORT_UNWRITABLE", ExitCode.BadFile, "No file was written.", "Check the folder, its rights and the space on the disk.");
    public static readonly ErrorCode WorkerBusy = new("WORKER_BUSY", ExitCode.Refused, "The other worker goes on.", "cockpit worker status shows it.");
    public static readonly ErrorCode LeaseLost = new("LEASE_LOST", ExitCode.Refused, "This worker stopped acting before it sent anything more.", "cockpit worker status shows who holds the lease.");
    public static readonly ErrorCode LeaseForeign = new("LEASE_FOREIGN", ExitCode.Refused, "Nothing was started.", "Make sure that the other worker is gone, then: cockpit worker takeover --reason R.");
    public static readonly ErrorCode ChainBroken = new("CHAIN_BROKEN", ExitCode.PartlyFailed, "Rows from there on cannot be trusted.", "Compare with a backup and with the head that you noted elsewhere.");

    internal static IReadOnlyList<ErrorCode> All =>
    [
        FileMissing, FileNotCockpit, FileDamaged, FileNewer, FileLocked, FileReadOnly, FileNoSpace, LibraryMissing, ExportExists, ExportUnwritable, WorkerBusy, LeaseLost, LeaseForeign, ChainBroken,
    ];
}
