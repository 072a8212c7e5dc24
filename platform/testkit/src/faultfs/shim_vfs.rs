//! The VFS that SQLite calls: opens and deletes files, and passes the rest on.
#![expect(unsafe_code, reason = "SQLite reaches a VFS through C function pointers")]

use std::ffi::{CStr, CString, OsStr, c_char, c_int, c_void};
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;
use std::ptr;
use std::sync::Arc;

use rusqlite::ffi;

use super::RegisterError;
use super::shim_file::{self, ShimFile};
use super::state::Shared;

/// What `pAppData` points to.
struct Context {
    shared: Arc<Shared>,
    real: *mut ffi::sqlite3_vfs,
}

/// A VFS known to SQLite.
#[derive(Debug)]
pub(super) struct Registration {
    vfs: *mut ffi::sqlite3_vfs,
}

// SAFETY: the pointer is only handed back to sqlite3_vfs_unregister, which takes SQLite's global mutex.
unsafe impl Send for Registration {}
// SAFETY: as above; `&Registration` offers nothing that reads through the pointer.
unsafe impl Sync for Registration {}

impl Registration {
    pub(super) fn new(name: &str, shared: Arc<Shared>) -> Result<Self, RegisterError> {
        let c_name = CString::new(name).map_err(|_| RegisterError::NameWithNul)?;
        // SAFETY: the name is a C string; sqlite3_vfs_find initialises SQLite itself and is thread-safe.
        let is_taken = unsafe { !ffi::sqlite3_vfs_find(c_name.as_ptr()).is_null() };
        if is_taken {
            return Err(RegisterError::NameTaken(name.to_owned()));
        }
        // SAFETY: a null name asks for the default VFS, which lives as long as the process.
        let real = unsafe { ffi::sqlite3_vfs_find(ptr::null()) };
        if real.is_null() {
            return Err(RegisterError::Refused(ffi::SQLITE_ERROR));
        }
        // All three are leaked: a database that is still open when the name is given up uses them until it closes.
        let context = Box::into_raw(Box::new(Context { shared, real }));
        // SAFETY: `real` was just checked and is never freed.
        let vfs = unsafe { describe(&*real, c_name.into_raw(), context) };
        let vfs = Box::into_raw(Box::new(vfs));
        // SAFETY: the structure is complete and is never freed.
        let code = unsafe { ffi::sqlite3_vfs_register(vfs, 0) };
        if code != ffi::SQLITE_OK {
            return Err(RegisterError::Refused(code));
        }
        Ok(Self { vfs })
    }

    pub(super) fn unregister(&mut self) {
        // SAFETY: the structure was registered in `new` and is never freed; unregistering twice does nothing.
        unsafe { ffi::sqlite3_vfs_unregister(self.vfs) };
    }
}

fn describe(real: &ffi::sqlite3_vfs, name: *const c_char, context: *mut Context) -> ffi::sqlite3_vfs {
    ffi::sqlite3_vfs {
        // Version 2 ends with xCurrentTimeInt64; replacing system calls (3) is not offered.
        iVersion: 2,
        szOsFile: size_of::<ShimFile>() as c_int + real.szOsFile,
        mxPathname: real.mxPathname,
        pNext: ptr::null_mut(),
        zName: name,
        pAppData: context.cast(),
        xOpen: Some(open),
        xDelete: Some(delete),
        xAccess: Some(access),
        xFullPathname: Some(full_pathname),
        xDlOpen: Some(dl_open),
        xDlError: Some(dl_error),
        xDlSym: Some(dl_sym),
        xDlClose: Some(dl_close),
        xRandomness: Some(randomness),
        xSleep: Some(sleep),
        xCurrentTime: Some(current_time),
        xGetLastError: Some(last_error),
        xCurrentTimeInt64: Some(current_time_int64),
        xSetSystemCall: None,
        xGetSystemCall: None,
        xNextSystemCall: None,
    }
}

/// # Safety
/// `vfs` must be one made by [`Registration::new`].
unsafe fn context<'a>(vfs: *mut ffi::sqlite3_vfs) -> &'a Context {
    // SAFETY: `Registration::new` put a leaked Context there.
    unsafe { &*(*vfs).pAppData.cast::<Context>() }
}

/// # Safety
/// `name` must be null or a C string that outlives the returned path.
unsafe fn path<'a>(name: *const c_char) -> Option<&'a Path> {
    if name.is_null() {
        return None;
    }
    // SAFETY: not null, so a C string by the contract of this function.
    let name = unsafe { CStr::from_ptr(name) };
    Some(Path::new(OsStr::from_bytes(name.to_bytes())))
}

/// Calls a method of the real VFS with the real VFS as its first argument.
macro_rules! forward {
    ($vfs:ident . $method:ident ( $($argument:expr),* )) => {{
        // SAFETY: SQLite calls with the VFS we registered; the arguments go on as they came.
        unsafe {
            let real = context($vfs).real;
            (*real).$method.expect("the default VFS has every method of version 2")(real, $($argument),*)
        }
    }};
}

unsafe extern "C" fn open(
    vfs: *mut ffi::sqlite3_vfs,
    name: ffi::sqlite3_filename,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    // SAFETY: SQLite calls with the VFS we registered, a null or C-string name that outlives the file, and
    // `szOsFile` bytes at `file`.
    let (context, path) = unsafe { (context(vfs), path(name)) };
    // SAFETY: as above; without methods SQLite does not close a file whose opening failed.
    unsafe { (*file).pMethods = ptr::null() };
    let is_temporary = flags & ffi::SQLITE_OPEN_DELETEONCLOSE != 0;
    let followed_path = path.filter(|_| !is_temporary);
    let mut state = context.shared.lock();
    if let Err(code) = state.admit_open(path) {
        return code;
    }
    let existed = path.is_some() && exists(vfs, name);
    // SAFETY: `file` has room for the real file behind ours, and the other arguments go on as they came.
    let code = unsafe { shim_file::open_real(context.real, name, file, flags, out_flags) };
    if code != ffi::SQLITE_OK {
        return code;
    }
    let id = followed_path.map(|path| {
        // SAFETY: the real file was just opened.
        let size = unsafe { shim_file::real_size(file) };
        // SAFETY: as above.
        state.opened(path, !existed, size, || unsafe { shim_file::real_content(file, size) })
    });
    // SAFETY: the real file is open and ours is not yet in use.
    unsafe { shim_file::finish_open(file, Arc::clone(&context.shared), id) };
    ffi::SQLITE_OK
}

fn exists(vfs: *mut ffi::sqlite3_vfs, name: *const c_char) -> bool {
    let mut found = 0;
    let code = forward!(vfs.xAccess(name, ffi::SQLITE_ACCESS_EXISTS, &mut found));
    // SQLite's unix VFS tells an empty file as absent, to spare a look for a hot journal in it.
    // SAFETY: SQLite gave the name; it is a C string.
    let is_there = unsafe { path(name) }.is_some_and(Path::exists);
    (code == ffi::SQLITE_OK && found != 0) || is_there
}

unsafe extern "C" fn delete(vfs: *mut ffi::sqlite3_vfs, name: *const c_char, sync_dir: c_int) -> c_int {
    // SAFETY: SQLite calls with the VFS we registered and a C string.
    let (context, path) = unsafe { (context(vfs), path(name)) };
    let path = path.expect("SQLite deletes files by name");
    let mut state = context.shared.lock();
    if let Err(code) = state.admit_delete(path) {
        return code;
    }
    let code = forward!(vfs.xDelete(name, sync_dir));
    if code == ffi::SQLITE_OK {
        state.deleted(path);
    }
    code
}

unsafe extern "C" fn access(
    vfs: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    flags: c_int,
    result: *mut c_int,
) -> c_int {
    forward!(vfs.xAccess(name, flags, result))
}

unsafe extern "C" fn full_pathname(
    vfs: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    n_out: c_int,
    out: *mut c_char,
) -> c_int {
    forward!(vfs.xFullPathname(name, n_out, out))
}

unsafe extern "C" fn dl_open(vfs: *mut ffi::sqlite3_vfs, name: *const c_char) -> *mut c_void {
    forward!(vfs.xDlOpen(name))
}

unsafe extern "C" fn dl_error(vfs: *mut ffi::sqlite3_vfs, n_bytes: c_int, message: *mut c_char) {
    forward!(vfs.xDlError(n_bytes, message));
}

/// A function found in an extension library; SQLite's own odd signature.
type Symbol = Option<unsafe extern "C" fn(*mut ffi::sqlite3_vfs, *mut c_void, *const c_char)>;

unsafe extern "C" fn dl_sym(vfs: *mut ffi::sqlite3_vfs, library: *mut c_void, symbol: *const c_char) -> Symbol {
    forward!(vfs.xDlSym(library, symbol))
}

unsafe extern "C" fn dl_close(vfs: *mut ffi::sqlite3_vfs, library: *mut c_void) {
    forward!(vfs.xDlClose(library));
}

unsafe extern "C" fn randomness(vfs: *mut ffi::sqlite3_vfs, n_bytes: c_int, out: *mut c_char) -> c_int {
    forward!(vfs.xRandomness(n_bytes, out))
}

unsafe extern "C" fn sleep(vfs: *mut ffi::sqlite3_vfs, microseconds: c_int) -> c_int {
    forward!(vfs.xSleep(microseconds))
}

unsafe extern "C" fn current_time(vfs: *mut ffi::sqlite3_vfs, days: *mut f64) -> c_int {
    forward!(vfs.xCurrentTime(days))
}

unsafe extern "C" fn last_error(vfs: *mut ffi::sqlite3_vfs, n_bytes: c_int, message: *mut c_char) -> c_int {
    forward!(vfs.xGetLastError(n_bytes, message))
}

unsafe extern "C" fn current_time_int64(vfs: *mut ffi::sqlite3_vfs, milliseconds: *mut ffi::sqlite3_int64) -> c_int {
    forward!(vfs.xCurrentTimeInt64(milliseconds))
}
