package reject

// And joins conditions, not text.
var _ = Users.Name.Eq("ed").And("age > 5") /* ERROR "" */
