package fn

import (
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

func text[R any](name string, x expr.Expr[string, R], args ...expr.Node) expr.Text[R] {
	return expr.MakeText[R](keep(name, x, args...))
}

// Lower renders lower(x). SQLAlchemy: func.lower.
func Lower[R any](x expr.Expr[string, R]) expr.Text[R] { return text("lower", x) }

// Upper renders upper(x). SQLAlchemy: func.upper.
func Upper[R any](x expr.Expr[string, R]) expr.Text[R] { return text("upper", x) }

// Trim renders trim(x). SQLAlchemy: func.trim.
func Trim[R any](x expr.Expr[string, R]) expr.Text[R] { return text("trim", x) }

// LTrim renders ltrim(x). SQLAlchemy: func.ltrim.
func LTrim[R any](x expr.Expr[string, R]) expr.Text[R] { return text("ltrim", x) }

// RTrim renders rtrim(x). SQLAlchemy: func.rtrim.
func RTrim[R any](x expr.Expr[string, R]) expr.Text[R] { return text("rtrim", x) }

// Replace renders replace(x, ?, ?). SQLAlchemy: func.replace.
func Replace[R any](x expr.Expr[string, R], old, new string) expr.Text[R] {
	return text("replace", x, expr.Lit(old), expr.Lit(new))
}

// Substr renders substr(x, ?, ?): length characters from the from-th, which counts from 1. SQLAlchemy: func.substr.
func Substr[R any](x expr.Expr[string, R], from, length int64) expr.Text[R] {
	return text("substr", x, expr.Lit(from), expr.Lit(length))
}

// Length renders length(x), the number of characters. Of an x that may be NULL, say Nullable(). SQLAlchemy: func.length.
func Length[R any](x expr.Expr[string, R]) expr.Number[int64, int64] {
	return expr.MakeNumber[int64, int64](call("length", types.Integer(), x))
}

// CharLength renders char_length(x), the number of characters. Of an x that may be NULL, say Nullable(). SQLAlchemy: func.char_length.
func CharLength[R any](x expr.Expr[string, R]) expr.Number[int64, int64] {
	return expr.MakeNumber[int64, int64](call("char_length", types.Integer(), x))
}

// Concat renders concat(xs...), of expressions and of texts as azoth.Lit. What it makes of NULL differs between databases.
// SQLAlchemy: func.concat.
func Concat(xs ...expr.Of[string]) expr.Text[string] {
	args := make([]expr.Node, len(xs))
	for i, x := range xs {
		args[i] = x
	}
	return expr.MakeText[string](call("concat", types.String(0), args...))
}
