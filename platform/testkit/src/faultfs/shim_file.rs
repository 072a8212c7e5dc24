//! One open file: our header, and right behind it in memory the file of the real VFS.
#![expect(unsafe_code, reason = "SQLite reaches a file through C function pointers")]

use std::ffi::{c_int, c_void};
use std::ptr;
use std::sync::Arc;

use rusqlite::ffi;

use super::state::Shared;
use super::trace::FileId;

/// What SQLite sees as `sqlite3_file`. The real file follows it.
#[repr(C)]
pub(super) struct ShimFile {
    base: ffi::sqlite3_file,
    open: *mut OpenFile,
}

struct OpenFile {
    shared: Arc<Shared>,
    /// `None` for a temporary file, which is not followed.
    id: Option<FileId>,
}

/// Version 2 has shared memory, which the write-ahead log needs, and no memory mapping, which would hide reads.
static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

/// # Safety
/// `file` must point to the `szOsFile` bytes that SQLite gave to `xOpen`.
unsafe fn real_file(file: *mut ffi::sqlite3_file) -> *mut ffi::sqlite3_file {
    // SAFETY: `szOsFile` is the size of ShimFile plus that of the real file; ShimFile's size keeps 8-byte alignment.
    unsafe { file.cast::<ShimFile>().add(1).cast() }
}

/// # Safety
/// `file` must be open: [`finish_open`] was called on it, and `xClose` not yet.
unsafe fn open_file<'a>(file: *mut ffi::sqlite3_file) -> &'a OpenFile {
    // SAFETY: `finish_open` put a Box there, which `close` frees.
    unsafe { &*(*file.cast::<ShimFile>()).open }
}

/// Calls a method of the real file with the real file as its first argument.
macro_rules! forward {
    ($file:ident . $method:ident ( $($argument:expr),* )) => {{
        // SAFETY: the file is open, so the real one behind it is too; the arguments go on as SQLite gave them.
        unsafe {
            let real = real_file($file);
            (*(*real).pMethods).$method.expect("a file of the default VFS has every method of version 2")(
                real, $($argument),*
            )
        }
    }};
}

/// Opens the real file and returns its result code.
///
/// # Safety
/// `real_vfs` must be a VFS, the others the arguments SQLite gave to `xOpen`.
pub(super) unsafe fn open_real(
    real_vfs: *mut ffi::sqlite3_vfs,
    name: ffi::sqlite3_filename,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    // SAFETY: by the contract of this function.
    unsafe {
        let real = real_file(file);
        (*real).pMethods = ptr::null();
        let code = (*real_vfs).xOpen.expect("every VFS can open")(real_vfs, name, real, flags, out_flags);
        let must_close = code != ffi::SQLITE_OK && !(*real).pMethods.is_null();
        if must_close {
            // SQLite closes a file whose opening failed if it has methods; ours has none, so do it for the real one.
            (*(*real).pMethods).xClose.expect("every file can close")(real);
        }
        code
    }
}

/// Makes the file usable by SQLite.
///
/// # Safety
/// [`open_real`] succeeded on `file`.
pub(super) unsafe fn finish_open(file: *mut ffi::sqlite3_file, shared: Arc<Shared>, id: Option<FileId>) {
    let open = Box::into_raw(Box::new(OpenFile { shared, id }));
    // SAFETY: `file` has room for a ShimFile; nothing that needs dropping is overwritten.
    unsafe {
        file.cast::<ShimFile>().write(ShimFile {
            base: ffi::sqlite3_file { pMethods: &METHODS },
            open,
        })
    };
}

/// Returns the size of the real file in bytes, 0 if it cannot be told.
///
/// # Safety
/// [`open_real`] succeeded on `file`.
pub(super) unsafe fn real_size(file: *mut ffi::sqlite3_file) -> u64 {
    let mut size = 0;
    let code = forward!(file.xFileSize(&mut size));
    if code == ffi::SQLITE_OK { size as u64 } else { 0 }
}

/// Reads the real file. It goes through the real VFS because closing a second descriptor of the file would drop the
/// POSIX locks of this process.
///
/// # Safety
/// [`open_real`] succeeded on `file`.
pub(super) unsafe fn real_content(file: *mut ffi::sqlite3_file, size: u64) -> Vec<u8> {
    let mut content = vec![0_u8; size as usize];
    let code = forward!(file.xRead(content.as_mut_ptr().cast(), size as c_int, 0));
    assert!(
        code == ffi::SQLITE_OK,
        "the content before the recording cannot be read: SQLite code {code}"
    );
    content
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    // SAFETY: SQLite closes an open file once; `finish_open` made the Box.
    let open = unsafe { Box::from_raw((*file.cast::<ShimFile>()).open) };
    let mut state = open.shared.lock();
    let code = forward!(file.xClose());
    if let Some(id) = open.id {
        state.closed(id);
    }
    // SAFETY: as above; without methods the file counts as closed.
    unsafe { (*file).pMethods = ptr::null() };
    code
}

unsafe extern "C" fn read(
    file: *mut ffi::sqlite3_file,
    into: *mut c_void,
    n_bytes: c_int,
    offset: ffi::sqlite3_int64,
) -> c_int {
    forward!(file.xRead(into, n_bytes, offset))
}

unsafe extern "C" fn write(
    file: *mut ffi::sqlite3_file,
    from: *const c_void,
    n_bytes: c_int,
    offset: ffi::sqlite3_int64,
) -> c_int {
    // SAFETY: SQLite calls with an open file.
    let open = unsafe { open_file(file) };
    let mut state = open.shared.lock();
    if let Err(code) = state.admit_write(open.id, offset as u64, n_bytes as u64) {
        return code;
    }
    let code = forward!(file.xWrite(from, n_bytes, offset));
    if let (ffi::SQLITE_OK, Some(id)) = (code, open.id) {
        // SAFETY: SQLite gave `n_bytes` readable bytes, which stay unchanged during this call.
        let bytes = unsafe { std::slice::from_raw_parts(from.cast::<u8>(), n_bytes as usize) };
        state.wrote(id, offset as u64, bytes);
    }
    code
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, size: ffi::sqlite3_int64) -> c_int {
    // SAFETY: SQLite calls with an open file.
    let open = unsafe { open_file(file) };
    let mut state = open.shared.lock();
    if let Err(code) = state.admit_truncate(open.id) {
        return code;
    }
    let code = forward!(file.xTruncate(size));
    if let (ffi::SQLITE_OK, Some(id)) = (code, open.id) {
        state.truncated(id, size as u64);
    }
    code
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, flags: c_int) -> c_int {
    // SAFETY: SQLite calls with an open file.
    let open = unsafe { open_file(file) };
    let mut state = open.shared.lock();
    if let Err(code) = state.admit_sync(open.id) {
        return code;
    }
    let code = forward!(file.xSync(flags));
    if let (ffi::SQLITE_OK, Some(id)) = (code, open.id) {
        state.synced(id);
    }
    code
}

unsafe extern "C" fn file_size(file: *mut ffi::sqlite3_file, size: *mut ffi::sqlite3_int64) -> c_int {
    forward!(file.xFileSize(size))
}

unsafe extern "C" fn lock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    forward!(file.xLock(level))
}

unsafe extern "C" fn unlock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    forward!(file.xUnlock(level))
}

unsafe extern "C" fn check_reserved_lock(file: *mut ffi::sqlite3_file, result: *mut c_int) -> c_int {
    forward!(file.xCheckReservedLock(result))
}

unsafe extern "C" fn file_control(file: *mut ffi::sqlite3_file, operation: c_int, argument: *mut c_void) -> c_int {
    match operation {
        // Both may make the real file grow unseen.
        ffi::SQLITE_FCNTL_SIZE_HINT | ffi::SQLITE_FCNTL_CHUNK_SIZE => ffi::SQLITE_OK,
        _ => forward!(file.xFileControl(operation, argument)),
    }
}

unsafe extern "C" fn sector_size(file: *mut ffi::sqlite3_file) -> c_int {
    forward!(file.xSectorSize())
}

unsafe extern "C" fn device_characteristics(file: *mut ffi::sqlite3_file) -> c_int {
    // Promises of atomic or ordered writes are taken away: the crash model does not keep them.
    let kept = ffi::SQLITE_IOCAP_POWERSAFE_OVERWRITE
        | ffi::SQLITE_IOCAP_UNDELETABLE_WHEN_OPEN
        | ffi::SQLITE_IOCAP_SUBPAGE_READ;
    forward!(file.xDeviceCharacteristics()) & kept
}

unsafe extern "C" fn shm_map(
    file: *mut ffi::sqlite3_file,
    region: c_int,
    n_bytes: c_int,
    extend: c_int,
    out: *mut *mut c_void,
) -> c_int {
    forward!(file.xShmMap(region, n_bytes, extend, out))
}

unsafe extern "C" fn shm_lock(file: *mut ffi::sqlite3_file, offset: c_int, n: c_int, flags: c_int) -> c_int {
    forward!(file.xShmLock(offset, n, flags))
}

unsafe extern "C" fn shm_barrier(file: *mut ffi::sqlite3_file) {
    forward!(file.xShmBarrier());
}

unsafe extern "C" fn shm_unmap(file: *mut ffi::sqlite3_file, delete: c_int) -> c_int {
    forward!(file.xShmUnmap(delete))
}
