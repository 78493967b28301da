package discarded

import (
	"fmt"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
)

// Analyzer reports values of package expr, and iterators over statements, that an expression statement throws away.
var Analyzer = &analysis.Analyzer{
	Name: "discarded",
	Doc:  "report statements and conditions that are built and thrown away\n\nStatements of Azoth are immutable: q.Where(...) alone changes nothing.",
	URL:  "https://pkg.go.dev/github.com/azoth-orm/azoth/cmd/azothvet/discarded",
	Run:  run,
}

// exprPath is the package whose values are immutable.
const exprPath = "github.com/azoth-orm/azoth/expr"

func run(pass *analysis.Pass) (any, error) {
	for _, f := range pass.Files {
		ast.Inspect(f, func(n ast.Node) bool {
			if call := thrownAway(n); call != nil {
				report(pass, call)
			}
			return true
		})
	}
	return nil, nil
}

// thrownAway is the call whose results a statement does not use, or nil.
func thrownAway(n ast.Node) *ast.CallExpr {
	switch n := n.(type) {
	case *ast.ExprStmt:
		call, _ := ast.Unparen(n.X).(*ast.CallExpr)
		return call
	case *ast.DeferStmt:
		return n.Call
	case *ast.GoStmt:
		return n.Call
	}
	return nil
}

func report(pass *analysis.Pass, call *ast.CallExpr) {
	t := pass.TypesInfo.TypeOf(call)
	if t == nil {
		return
	}
	if name, ok := immutable(t); ok {
		pass.Reportf(call.Pos(), "the %s that %s returns is thrown away: %s values are immutable, use the result", name, callee(call), name)
		return
	}
	if isSequence(t) && onStatement(pass, call) {
		pass.Reportf(call.Pos(), "%s is not ranged over: the statement never runs", callee(call))
	}
}

// immutable tells whether t is a value of package expr, and its name.
func immutable(t types.Type) (string, bool) {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() == nil || named.Obj().Pkg().Path() != exprPath {
		return "", false
	}
	return named.Obj().Name(), true
}

// isSequence tells whether t is an iter.Seq or iter.Seq2.
func isSequence(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "iter"
}

// onStatement tells whether call is a method of a value of package expr.
func onStatement(pass *analysis.Pass, call *ast.CallExpr) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	t := pass.TypesInfo.TypeOf(sel.X)
	if t == nil {
		return false
	}
	_, ok = immutable(t)
	return ok
}

// callee is what is called, for the message.
func callee(call *ast.CallExpr) string {
	switch f := ast.Unparen(call.Fun).(type) {
	case *ast.SelectorExpr:
		return f.Sel.Name
	case *ast.Ident:
		return f.Name
	case *ast.IndexExpr:
		return callee(&ast.CallExpr{Fun: f.X})
	case *ast.IndexListExpr:
		return callee(&ast.CallExpr{Fun: f.X})
	}
	return fmt.Sprintf("this %T", call.Fun)
}
