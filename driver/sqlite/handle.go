package sqlite

import (
	"fmt"
	"reflect"
	"strings"
	"sync/atomic"
	"unsafe"

	"modernc.org/libc"
	"modernc.org/libc/sys/types"
	lib "modernc.org/sqlite/lib"
	zs "zombiezen.com/go/sqlite"
)

// layout says where the client library keeps its handles inside its own values. The offsets are asked from the type
// information when a Connector is made; if a newer version moves or renames them, opening fails and nothing is read wrongly.
type layout struct {
	connTLS, connDB, stmtPtr, contextTLS, contextPtr uintptr
}

func findLayout() (l layout, err error) {
	conn, stmt, number := reflect.TypeFor[zs.Conn](), reflect.TypeFor[zs.Stmt](), reflect.TypeFor[uintptr]()
	if l.connTLS, err = offset(conn, "tls", reflect.TypeFor[*libc.TLS]()); err != nil {
		return l, err
	}
	if l.connDB, err = offset(conn, "conn", number); err != nil {
		return l, err
	}
	if l.stmtPtr, err = offset(stmt, "stmt", number); err != nil {
		return l, err
	}
	context := reflect.TypeFor[zs.Context]()
	if l.contextTLS, err = offset(context, "tls", reflect.TypeFor[*libc.TLS]()); err != nil {
		return l, err
	}
	l.contextPtr, err = offset(context, "ptr", number)
	return l, err
}

// offset is where owner keeps the field name, which must have the type want.
func offset(owner reflect.Type, name string, want reflect.Type) (uintptr, error) {
	f, ok := owner.FieldByName(name)
	if !ok || f.Type != want {
		return 0, fmt.Errorf("sqlite: this version of zombiezen.com/go/sqlite has no %s.%s of type %s "+
			"(use the version that the go.mod of azoth names)", owner, name, want)
	}
	return f.Offset, nil
}

func (l layout) handle(c *zs.Conn) handle {
	base := unsafe.Pointer(c)
	return handle{
		tls: *(**libc.TLS)(unsafe.Add(base, l.connTLS)),
		db:  *(*uintptr)(unsafe.Add(base, l.connDB)),
	}
}

func (l layout) stmt(s *zs.Stmt) uintptr {
	return *(*uintptr)(unsafe.Add(unsafe.Pointer(s), l.stmtPtr))
}

// failFunction says that a function of ours failed; what it returns then is the message. The client library forgets to: an error that
// a function returns to it becomes a text without a failure.
func (l layout) failFunction(ctx *zs.Context) {
	base := unsafe.Pointer(ctx)
	lib.Xsqlite3_result_error_code(*(**libc.TLS)(unsafe.Add(base, l.contextTLS)), *(*uintptr)(unsafe.Add(base, l.contextPtr)), lib.SQLITE_ERROR)
}

// handle is a connection as the translated SQLite knows it: the thread state that every function takes, and the sqlite3*.
type handle struct {
	tls *libc.TLS
	db  uintptr
}

// message is SQLite's text for the last error, if that was code.
func (h handle) message(code zs.ResultCode) string {
	if lib.Xsqlite3_extended_errcode(h.tls, h.db) != int32(code) {
		return code.Message()
	}
	return libc.GoString(lib.Xsqlite3_errmsg(h.tls, h.db))
}

// totalChanges counts all rows changed since the connection was opened, those of triggers and foreign key actions too.
func (h handle) totalChanges() int64 { return lib.Xsqlite3_total_changes64(h.tls, h.db) }

// changes is the number of rows that the last INSERT, UPDATE or DELETE changed directly.
func (h handle) changes() int64 { return lib.Xsqlite3_changes64(h.tls, h.db) }

// clearInterrupt takes back an interrupt. SQLite itself forgets one only when no statement is running any more.
func (h handle) clearInterrupt() {
	db := *(**lib.Tsqlite3)(unsafe.Pointer(&h.db))
	atomic.StoreInt32(&db.Fu1.FisInterrupted, 0)
}

func (h handle) readonly(stmt uintptr) bool { return lib.Xsqlite3_stmt_readonly(h.tls, stmt) != 0 }

// reprepared counts how often SQLite compiled the statement again by itself, which may change its columns.
func (h handle) reprepared(stmt uintptr) int32 {
	return lib.Xsqlite3_stmt_status(h.tls, stmt, lib.SQLITE_STMTSTATUS_REPREPARE, 0)
}

func (h handle) columnName(stmt uintptr, i int) string {
	return goString(lib.Xsqlite3_column_name(h.tls, stmt, int32(i)))
}

func (h handle) columnType(stmt uintptr, i int) string {
	return strings.ToUpper(goString(lib.Xsqlite3_column_decltype(h.tls, stmt, int32(i))))
}

func goString(p uintptr) string {
	if p == 0 {
		return ""
	}
	return libc.GoString(p)
}

// view is the C memory at p as a slice. It is valid until the next call that may move or free that memory.
func view(p uintptr, n int) []byte {
	if p == 0 || n == 0 {
		return nil
	}
	// p is memory of the C allocator, which the garbage collector neither moves nor frees. Going through the address of p
	// tells vet that no Go pointer was turned into a number here.
	return unsafe.Slice(*(**byte)(unsafe.Pointer(&p)), n)
}

// malloc returns size bytes of C memory, 0 if there is none.
func malloc(tls *libc.TLS, size int) uintptr { return libc.Xmalloc(tls, types.Size_t(size)) }
