package compiler

import "github.com/azoth-orm/azoth/expr"

func init() { expr.SetPrinter(String) }
