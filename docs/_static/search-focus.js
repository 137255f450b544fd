// The search page opens with the cursor in its field.
(() => {
  const field = document.querySelector("form.bd-search input");
  field?.focus();
  field?.select();
})();
