package fn

import (
	"time"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// Coalesce renders coalesce(x, otherwise): x, or otherwise where x is NULL; it may be NULL if otherwise may. With a Go value:
// x.Coalesce(v). SQLAlchemy: func.coalesce.
func Coalesce[V, R any](x expr.Of[V], otherwise expr.Expr[V, R]) expr.Value[V, R] {
	return expr.MakeValue[V, R](keep("coalesce", x, otherwise))
}

// NullIf renders nullif(x, ?): NULL where x is v. SQLAlchemy: func.nullif.
func NullIf[V any](x expr.Of[V], v V) expr.Value[V, *V] {
	return expr.MakeValue[V, *V](keep("nullif", x, expr.Lit(v)))
}

// Now renders CURRENT_TIMESTAMP or now(): the time of the transaction. SQLAlchemy: func.now.
func Now() expr.Value[time.Time, time.Time] {
	return expr.MakeValue[time.Time, time.Time](call("now", types.DateTime()))
}

// CurrentTimestamp renders CURRENT_TIMESTAMP. SQLAlchemy: func.current_timestamp.
func CurrentTimestamp() expr.Value[time.Time, time.Time] {
	return expr.MakeValue[time.Time, time.Time](call("current_timestamp", types.DateTime()))
}

// CurrentDate renders CURRENT_DATE. SQLAlchemy: func.current_date.
func CurrentDate() expr.Value[types.Date, types.Date] {
	return expr.MakeValue[types.Date, types.Date](call("current_date", types.DateType{}))
}

// CurrentTime renders CURRENT_TIME. SQLAlchemy: func.current_time.
func CurrentTime() expr.Value[types.TimeOfDay, types.TimeOfDay] {
	return expr.MakeValue[types.TimeOfDay, types.TimeOfDay](call("current_time", types.Time()))
}

// LocalTime renders LOCALTIME: the time of day; on MySQL it is a time with its day. SQLAlchemy: func.localtime.
func LocalTime() expr.Value[types.TimeOfDay, types.TimeOfDay] {
	return expr.MakeValue[types.TimeOfDay, types.TimeOfDay](call("localtime", types.Time()))
}

// LocalTimestamp renders LOCALTIMESTAMP: the time in the zone of the session. SQLAlchemy: func.localtimestamp.
func LocalTimestamp() expr.Value[time.Time, time.Time] {
	return expr.MakeValue[time.Time, time.Time](call("localtimestamp", types.DateTime()))
}

// Sysdate renders SYSDATE(): the time of the clock, on MySQL and Oracle. SQLAlchemy: func.sysdate.
func Sysdate() expr.Value[time.Time, time.Time] {
	return expr.MakeValue[time.Time, time.Time](call("sysdate", types.DateTime()))
}

// CurrentUser renders CURRENT_USER: whose rights count. SQLAlchemy: func.current_user.
func CurrentUser() expr.Text[string] {
	return expr.MakeText[string](call("current_user", types.String(0)))
}

// SessionUser renders SESSION_USER: who is connected. SQLAlchemy: func.session_user.
func SessionUser() expr.Text[string] {
	return expr.MakeText[string](call("session_user", types.String(0)))
}

// User renders USER: whose rights count. SQLAlchemy: func.user.
func User() expr.Text[string] { return expr.MakeText[string](call("user", types.String(0))) }

// DateTrunc renders date_trunc(?, x): x cut to a unit, such as month (PostgreSQL). SQLAlchemy: func.date_trunc.
func DateTrunc[R any](unit string, x expr.Expr[time.Time, R]) expr.Value[time.Time, R] {
	t := expr.TypeOf(expr.ElementOf(x))
	return expr.MakeValue[time.Time, R](call("date_trunc", t, expr.Lit(unit), x))
}

// Call renders name(args...), a function that this package does not know. It is read as a V: if it may be NULL, say Nullable(). The
// name is SQL. SQLAlchemy: func.name.
func Call[V any](name string, args ...expr.Node) expr.Value[V, V] {
	return expr.MakeValue[V, V](expr.Call(name, args...))
}
